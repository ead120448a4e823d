package dev.millrace.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs each query of a workload in an engine of this process and prints a line for each run: {@code query,run,ms,rows,checksum}, or
 * {@code query,run,ERROR,0,reason}. Lines that begin with {@code #} tell the start of the session and the peak of memory.
 */
final class QueryRuns {

    private final Workload workload;
    private final PrintStream out;

    QueryRuns(Workload workload, PrintStream out) {
        this.workload = workload;
        this.out = out;
    }

    /** An engine that has the tables as views. */
    interface Engine {

        /** All rows of the answer as Java values. */
        List<List<@Nullable Object>> rows(String sql) throws Exception;
    }

    /** Called when the engine can take queries. */
    void sessionIsReady() {
        out.println("#session,0," + (System.currentTimeMillis() - ProcessHandle.current().info().startInstant()
                .map(instant -> instant.toEpochMilli()).orElse(System.currentTimeMillis())) + ",0,-");
    }

    void run(Engine engine) throws IOException {
        for (Map.Entry<String, String> query : workload.texts().entrySet()) {
            int runs = workload.warmup() + workload.runs();
            for (int run = 0; run < runs && run(engine, query.getKey(), query.getValue(), run); run++) {
                out.flush();
            }
        }
        out.println("#rss,0," + peakKibibytes() + ",0,-");
        out.flush();
    }

    @SuppressWarnings("IllegalCatch")
    private boolean run(Engine engine, String name, String sql, int run) {
        long start = System.nanoTime();
        try {
            List<List<@Nullable Object>> rows = engine.rows(sql);
            double milliseconds = (System.nanoTime() - start) / 1e6;
            RowChecksum checksum = new RowChecksum();
            rows.forEach(checksum::add);
            out.printf(Locale.ROOT, "%s,%d,%.1f,%d,%s%n", name, run, milliseconds, checksum.rows(), checksum.text());
            return true;
        } catch (Exception e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
            out.printf(Locale.ROOT, "%s,%d,ERROR,0,%s%n", name, run, reason.replace(',', ';'));
            return false;
        }
    }

    /** Peak resident memory of this process; 0 where the system does not tell. */
    private static long peakKibibytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    }
}
