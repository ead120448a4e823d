package dev.millrace.cli;

import dev.millrace.spi.QueryListener;
import dev.millrace.spi.QueryStatistics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Follows queries: draws a line about the one that runs, once it has taken half a second, and remembers the stages of the last query. The
 * line is drawn by a thread of its own, so that it goes on while no task ends.
 */
public final class ProgressBar implements QueryListener, AutoCloseable {

    private static final int WIDTH = 24;
    private static final long FIRST_AFTER_NANOS = 500_000_000L;
    private static final long EVERY_MILLIS = 100;
    private static final QueryStatistics NOTHING = new QueryStatistics(0, 0, 0, 0, 0, Duration.ZERO);

    private record StageProgress(String description, int tasks, int done) {}

    private final boolean visible;
    private final PrintWriter terminal;
    private final Map<Integer, StageProgress> stages = new LinkedHashMap<>();
    private String job = "";
    private long rowsRead;
    private QueryStatistics cost = NOTHING;
    private int newestStage;
    private long begun;
    private boolean running;
    private boolean onScreen;
    private boolean closed;

    private ProgressBar(boolean visible, PrintWriter terminal) {
        this.visible = visible;
        this.terminal = terminal;
    }

    /** Visible only when standard error is a terminal. */
    public static ProgressBar onTerminal() {
        return started(TerminalStreams.errorIsTerminal(), TerminalStreams.error());
    }

    /** Visible on a terminal that somebody sits at. */
    public static ProgressBar on(PrintWriter terminal) {
        return started(true, terminal);
    }

    private static ProgressBar started(boolean visible, PrintWriter terminal) {
        ProgressBar bar = new ProgressBar(visible, terminal);
        if (visible) {
            Thread.ofPlatform().daemon().name("millrace-progress").start(bar::drawWhileOpen);
        }
        return bar;
    }

    @Override
    public synchronized void progress(String ofJob, int stage, String description, int tasks, int done, long rows) {
        if (!ofJob.equals(job)) {
            job = ofJob;
            begun = System.nanoTime();
            stages.clear();
            rowsRead = 0;
            cost = NOTHING;
            running = true;
            notifyAll();
        }
        rowsRead = Math.max(rowsRead, rows);
        newestStage = stage;
        stages.put(stage, new StageProgress(description, tasks, done));
    }

    @Override
    public synchronized void cost(String ofJob, QueryStatistics soFar) {
        if (ofJob.equals(job)) {
            cost = soFar;
        }
    }

    @Override
    public synchronized void waitingForExecutor(String ofJob) {
        terminal.println("millrace: waiting for an executor to register");
        terminal.flush();
    }

    @Override
    public synchronized void ended(String ofJob, QueryStatistics statistics, boolean succeeded) {
        if (ofJob.equals(job)) {
            rowsRead = Math.max(rowsRead, statistics.rowsRead());
            running = false;
            clear();
        }
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
        List<String> lines = new ArrayList<>();
        stages.forEach((number, stage) -> lines.add(
                "stage " + number + ": " + stage.description + ", " + stage.tasks + (stage.tasks == 1 ? " task" : " tasks")));
        return lines;
    }

    /** Rows that the last query has read. */
    public synchronized long rowsRead() {
        return rowsRead;
    }

    @Override
    public synchronized void close() {
        closed = true;
        clear();
        notifyAll();
    }

    private synchronized void drawWhileOpen() {
        try {
            while (!closed) {
                if (running) {
                    if (System.nanoTime() - begun > FIRST_AFTER_NANOS) {
                        draw();
                    }
                    wait(EVERY_MILLIS);
                } else {
                    wait();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() {
        StageProgress stage = stages.get(newestStage);
        if (stage == null) {
            return;
        }
        int full = stage.tasks == 0 ? WIDTH : WIDTH * stage.done / stage.tasks;
        StringBuilder line = new StringBuilder("\r\033[K[").repeat('#', full).repeat(' ', WIDTH - full)
                .append(String.format(Locale.ROOT, "] stage %d, %d of %d tasks, %,d rows", newestStage, stage.done, stage.tasks, rowsRead));
        if (cost.peakMemory() > 0) {
            line.append(", memory ").append(size(cost.peakMemory()));
        }
        if (cost.spilledBytes() > 0) {
            line.append(", spilled ").append(size(cost.spilledBytes()));
        }
        line.append(String.format(Locale.ROOT, ", %.1f s", (System.nanoTime() - begun) / 1e9));
        terminal.print(line);
        terminal.flush();
        onScreen = true;
    }

    /** {@code 1.5 GiB}. */
    private static String size(long bytes) {
        double mebibytes = bytes / 1048576.0;
        return mebibytes < 1024 ? String.format(Locale.ROOT, "%.1f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
    }
}
