package dev.millrace.cli;

import dev.millrace.spi.QueryListener;
import dev.millrace.spi.QueryStatistics;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Follows queries: draws a bar on the terminal's standard error, if there is one, and remembers the stages of the last query that read
 * anything.
 */
public final class ProgressBar implements QueryListener, AutoCloseable {

    private static final int WIDTH = 30;
    private static final long FIRST_AFTER_NANOS = 500_000_000L;
    private static final long EVERY_NANOS = 100_000_000L;

    private final boolean visible;
    private final PrintStream terminal;
    private final Map<Integer, String> stages = new LinkedHashMap<>();
    private String job = "";
    private long rowsRead;
    private long begun;
    private long drawn;
    private boolean onScreen;

    private ProgressBar(boolean visible, PrintStream terminal) {
        this.visible = visible;
        this.terminal = terminal;
    }

    /** Visible only when standard error is a terminal. */
    public static ProgressBar onTerminal() {
        return new ProgressBar(System.console() != null && System.console().isTerminal(), System.err);
    }

    @Override
    public synchronized void progress(String ofJob, int stage, String description, int tasks, int done, long rows) {
        long now = System.nanoTime();
        if (!ofJob.equals(job)) {
            job = ofJob;
            begun = now;
            stages.clear();
            rowsRead = 0;
        }
        rowsRead = Math.max(rowsRead, rows);
        stages.put(stage, "stage " + stage + ": " + description + ", " + tasks + (tasks == 1 ? " task" : " tasks"));
        if (visible && now - begun > FIRST_AFTER_NANOS && now - drawn > EVERY_NANOS) {
            drawn = now;
            onScreen = true;
            int full = tasks == 0 ? WIDTH : WIDTH * done / tasks;
            terminal.printf(Locale.ROOT, "\r\033[Kstage %d [%s%s] %d/%d  %,d rows", stage, "#".repeat(full), " ".repeat(WIDTH - full), done,
                    tasks, rowsRead);
            terminal.flush();
        }
    }

    @Override
    public synchronized void waitingForExecutor(String ofJob) {
        terminal.println("millrace: waiting for an executor to register");
    }

    @Override
    public synchronized void ended(String ofJob, QueryStatistics statistics, boolean succeeded) {
        if (ofJob.equals(job)) {
            rowsRead = Math.max(rowsRead, statistics.rowsRead());
        }
        clear();
    }

    /** Takes the bar off the screen. */
    public synchronized void clear() {
        if (onScreen) {
            terminal.print("\r\033[K");
            terminal.flush();
            onScreen = false;
        }
    }

    /** One line a stage of the last query. */
    public synchronized List<String> stages() {
        return new ArrayList<>(stages.values());
    }

    /** Rows that the last query has read. */
    public synchronized long rowsRead() {
        return rowsRead;
    }

    @Override
    public void close() {
        clear();
    }
}
