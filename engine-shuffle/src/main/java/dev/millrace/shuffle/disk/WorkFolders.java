package dev.millrace.shuffle.disk;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The folders of one engine's temporary files, one on each disk it may use. At least one of them could be made.
 *
 * @param folders as the setting names them, without those that could not be made
 */
public record WorkFolders(List<WorkFolder> folders) implements AutoCloseable {

    public WorkFolders {
        folders = List.copyOf(folders);
    }

    /**
     * Makes a {@link WorkFolder} in each of the folders that {@code parents} names, separated by commas.
     *
     * @param name says what the engine is
     * @throws EngineException CANNOT_WRITE_FILE when none can be made
     */
    public static WorkFolders open(String parents, String name) {
        List<WorkFolder> made = new ArrayList<>();
        EngineException failure = null;
        for (String parent : Arrays.stream(parents.split(",")).map(String::strip).filter(text -> !text.isEmpty()).distinct().toList()) {
            try {
                made.add(WorkFolder.open(Path.of(parent), name));
            } catch (EngineException e) {
                failure = e;
            }
        }
        if (!made.isEmpty()) {
            return new WorkFolders(made);
        }
        throw failure != null ? failure
                : ErrorCondition.CANNOT_WRITE_FILE.with("path", parents, "detail", "it names no folder for temporary files.");
    }

    public List<Path> paths() {
        return folders.stream().map(WorkFolder::path).toList();
    }

    /** Deletes all of them. */
    @Override
    public void close() {
        EngineException failure = null;
        for (WorkFolder folder : folders) {
            try {
                folder.close();
            } catch (EngineException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
