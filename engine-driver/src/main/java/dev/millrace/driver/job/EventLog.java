package dev.millrace.driver.job;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.driver.schedule.Action;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.error.ErrorCondition;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what the scheduler heard and what it wanted done, one JSON object a line: {@link EventLogReader} gives the events back, and
 * the same events give the same actions. Only its owner may read the file. Used by one thread.
 *
 * <p>{@code {"type":"LaunchTask","time":1795194000000,"session":"","job":1,"stage":0,"partition":3,"attempt":0,"executor":"local",…}}
 */
public final class EventLog implements AutoCloseable {

    private @Nullable BufferedWriter writer;

    private EventLog(@Nullable BufferedWriter writer) {
        this.writer = writer;
    }

    /** Writes nothing. */
    public static EventLog none() {
        return new EventLog(null);
    }

    /**
     * A new file in the folder that is configured; writes nothing when none is.
     *
     * @throws dev.millrace.error.EngineException CANNOT_WRITE_FILE
     */
    public static EventLog open(Config config) {
        String directory = config.get(ConfigKeys.EVENT_LOG);
        if (directory.isEmpty()) {
            return none();
        }
        try {
            Path folder = Files.createDirectories(Path.of(directory));
            return new EventLog(Files.newBufferedWriter(Files.createTempFile(folder, "driver-", ".jsonl", ownersOnly(folder))));
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", directory, "detail", e.getMessage());
        }
    }

    private static FileAttribute<?>[] ownersOnly(Path folder) {
        Set<String> views = folder.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix") ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0];
    }

    /** A log that cannot be written ends; jobs go on. */
    void write(JobEvent event, List<Action> actions, long timeMillis) {
        BufferedWriter open = writer;
        if (open == null) {
            return;
        }
        try {
            open.append(EventLines.of(event, timeMillis).toString()).append('\n');
            for (Action action : actions) {
                open.append(EventLines.of(action, timeMillis).toString()).append('\n');
            }
            open.flush();
        } catch (IOException e) {
            writer = null;
        }
    }

    @Override
    public void close() {
        BufferedWriter open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                return;
            }
        }
    }
}
