package dev.millrace.files.write;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.listing.FilePaths;
import dev.millrace.files.listing.PartitionFolder;
import dev.millrace.spi.TableFiles;
import dev.millrace.types.Field;
import dev.millrace.types.ValueFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folders of tables on a local file system. */
public final class FolderFiles implements TableFiles {

    /** What the operating system said, as an error of a write. */
    public static EngineException failure(Path path, IOException cause) {
        return WriteErrors.of(path, cause);
    }

    @Override
    public String absolute(String path) {
        return FilePaths.of(path).toString();
    }

    @Override
    public boolean isFree(String path) {
        Path folder = FilePaths.of(path);
        if (!Files.isDirectory(folder)) {
            return !Files.exists(folder);
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            return !children.iterator().hasNext();
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    @Override
    public void create(String path) {
        Path folder = FilePaths.of(path);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    @Override
    public void delete(String path) {
        Path folder = FilePaths.of(path);
        try {
            Staging.delete(folder);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    @Override
    public String partition(String path, List<Field> columns, List<@Nullable Object> values, ZoneId zone) {
        ValueFormat format = ValueFormat.cast(zone);
        Path folder = FilePaths.of(path);
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            folder = folder.resolve(
                    PartitionFolder.name(columns.get(i).name(), value == null ? null : format.text(value, columns.get(i).type())));
        }
        return folder.toString();
    }

    @Override
    public List<String> partitions(String path) {
        Path folder = FilePaths.of(path);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        TreeSet<String> partitions = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).map(file -> folder.relativize(file.getParent()).toString())
                    .filter(relative -> relative.indexOf('=') >= 0 && !relative.startsWith("_temporary")).forEach(partitions::add);
        } catch (IOException e) {
            throw failure(folder, e);
        } catch (UncheckedIOException e) {
            throw failure(folder, e.getCause());
        }
        return List.copyOf(partitions);
    }

    @Override
    public void publishFile(String from, String to) {
        Path folder = FilePaths.of(from);
        Path target = FilePaths.of(to);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> data = files.filter(file -> !file.getFileName().toString().startsWith("_")).toList();
            if (data.size() != 1 || Files.isDirectory(target)) {
                throw ErrorCondition.CANNOT_WRITE_FILE.with("path", target, "detail",
                        data.size() == 1 ? "it is a folder" : "the rows were written to " + data.size() + " files");
            }
            Files.move(data.getFirst(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Staging.delete(folder);
        } catch (IOException e) {
            throw failure(target, e);
        }
    }
}
