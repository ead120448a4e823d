package dev.millrace.spi;

import dev.millrace.error.EngineException;
import dev.millrace.types.Field;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What commands do with folders of tables, beside reading and writing rows. Paths are as users write them. */
public interface TableFiles {

    /** The absolute path. @throws EngineException UNSUPPORTED_FEATURE for another file system */
    String absolute(String path);

    /** True when nothing is there, or an empty folder. */
    boolean isFree(String path);

    /** Makes the folder and those above it. @throws EngineException CANNOT_WRITE_FILE */
    void create(String folder);

    /**
     * Removes a folder with all that is in it, or a file; what is not there is removed already.
     *
     * @throws EngineException CANNOT_WRITE_FILE
     */
    void delete(String path);

    /** Path of a partition: {@code folder/year=2020/month=1}; values in {@code Literal} form. */
    String partition(String folder, List<Field> columns, List<@Nullable Object> values, ZoneId zone);

    /** Partitions that have files, relative to the folder: {@code year=2020/month=1}, sorted. */
    List<String> partitions(String folder);

    /**
     * Moves the one data file of a folder to a path of its own, in one step, and removes the folder.
     *
     * @throws EngineException CANNOT_WRITE_FILE
     */
    void publishFile(String folder, String target);
}
