package dev.millrace.benchmarks.cluster;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.pmod;
import static dev.millrace.api.Functions.sum;

import dev.millrace.api.Session;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A thousand jobs in a row with next to no rows, in this process and on a cluster: {@code TinyJobs [COUNT]}. Each has a shuffle. Prints
 * milliseconds a job and what the processes hold before and after; ends with 1 when a local job takes more than 15 ms or one on the
 * cluster more than 30, or when heap, threads, open files or metaspace have grown.
 */
public final class TinyJobs {

    private static final double LOCAL_GATE = 15;
    private static final double CLUSTER_GATE = 30;
    private static final int EXECUTORS = 3;
    private static final int GROUPS = 10;

    /** Growth that is noise: code that was compiled late, a connection's buffers. */
    private static final long HEAP_SLACK = 8_000_000;
    private static final long METASPACE_SLACK = 3_000_000;
    private static final int COUNT_SLACK = 4;

    private TinyJobs() {}

    public static void main(String[] arguments) {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        boolean passed = true;
        try (Session session = Session.builder().master("local[" + EXECUTORS + "]").create()) {
            passed &= measure("local", session, Map.of("this process", ProcessHandle.current().pid()), count, LOCAL_GATE);
        }
        try (BenchmarkCluster cluster = BenchmarkCluster.start(EXECUTORS)) {
            passed &= measure("cluster", cluster.cluster().session(), cluster.processes(), count, CLUSTER_GATE);
        }
        System.out.println(passed ? "passed" : "NOT passed");
        System.exit(passed ? 0 : 1);
    }

    private static boolean measure(String name, Session session, Map<String, Long> processes, int count, double gate) {
        run(session, count);
        Map<String, ProcessFigures> before = figures(processes);
        double[] times = run(session, count);
        Map<String, ProcessFigures> after = figures(processes);
        double mean = Arrays.stream(times).sum() / count;
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "%s: %d jobs, %.2f ms each (gate %.0f), median %.2f, 99 of 100 in %.2f, longest %.2f%n", name, count,
                mean, gate, times[count / 2], times[count * 99 / 100], times[count - 1]);
        boolean flat = true;
        for (Map.Entry<String, ProcessFigures> entry : before.entrySet()) {
            ProcessFigures then = entry.getValue();
            ProcessFigures now = after.getOrDefault(entry.getKey(), then);
            boolean same = now.heapBytes() - then.heapBytes() <= HEAP_SLACK && now.threads() - then.threads() <= COUNT_SLACK
                    && now.files() - then.files() <= COUNT_SLACK && now.metaspaceBytes() - then.metaspaceBytes() <= METASPACE_SLACK;
            flat &= same;
            System.out.printf("  %-14s before: %s%n  %-14s after:  %s%s%n", entry.getKey(), then, "", now, same ? "" : "  GROWN");
        }
        return flat && mean <= gate;
    }

    private static double[] run(Session session, int count) {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            int groups = session.range(0, 100, 1, 3).groupBy(pmod(col("id"), lit((long) GROUPS)).as("key"))
                    .agg(sum("id").as("total")).collect().size();
            times[i] = (System.nanoTime() - start) / 1e6;
            if (groups != GROUPS) {
                throw new IllegalStateException(groups + " groups instead of " + GROUPS);
            }
        }
        return times;
    }

    private static Map<String, ProcessFigures> figures(Map<String, Long> processes) {
        Map<String, ProcessFigures> figures = new LinkedHashMap<>();
        processes.forEach((name, pid) -> figures.put(name, ProcessFigures.of(pid)));
        return figures;
    }
}
