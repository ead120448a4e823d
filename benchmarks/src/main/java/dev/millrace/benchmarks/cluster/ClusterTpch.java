package dev.millrace.benchmarks.cluster;

import dev.millrace.api.Session;
import dev.millrace.benchmarks.oracle.OracleComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Queries on a driver daemon and three executor processes of one core each beside {@code local[3]}, hot, in turns:
 * {@code ClusterTpch DATA QUERIES [ROUNDS] [WARM-UPS] [NAME…]}. Prints medians in milliseconds and their ratio; ends with 1 when an
 * answer differs from the local one, when DuckDB disagrees with that, or when the sum of the cluster's medians is more than 1.6 times
 * the local sum.
 */
public final class ClusterTpch {

    private static final double GATE = 1.6;
    private static final int EXECUTORS = 3;

    private ClusterTpch() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        int warmUps = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 5;
        Workload workload = Workload.of(Path.of(arguments[0]), Path.of(arguments[1]),
                List.of(arguments).subList(Math.min(4, arguments.length), arguments.length));
        boolean passed;
        try (BenchmarkCluster cluster = BenchmarkCluster.start(EXECUTORS);
                Session local = Session.builder().master("local[" + EXECUTORS + "]").create()) {
            workload.register(local);
            workload.register(cluster.cluster().session());
            passed = compare(workload, local, cluster, warmUps, rounds);
            if (warmUps > 0) {
                passed &= agreesWithDuckDb(workload, local);
            }
        }
        System.out.println(passed ? "passed" : "NOT passed");
        System.exit(passed ? 0 : 1);
    }

    private static boolean compare(Workload workload, Session local, BenchmarkCluster cluster, int warmUps, int rounds) {
        Map<String, double[]> localTimes = new LinkedHashMap<>();
        Map<String, double[]> clusterTimes = new LinkedHashMap<>();
        int wrong = 0;
        for (int round = -warmUps; round < rounds; round++) {
            double localSum = 0;
            double clusterSum = 0;
            Map<String, Long> before = cluster.processorMillis();
            long localMillis = 0;
            for (Workload.Query query : workload.queries()) {
                long ownBefore = ownMillis();
                long start = System.nanoTime();
                List<List<@Nullable Object>> expected = Workload.rows(local, query);
                long middle = System.nanoTime();
                localMillis += ownMillis() - ownBefore;
                List<List<@Nullable Object>> rows = Workload.rows(cluster.cluster().session(), query);
                long end = System.nanoTime();
                localSum += (middle - start) / 1e6;
                clusterSum += (end - middle) / 1e6;
                if (round >= 0) {
                    localTimes.computeIfAbsent(query.name(), _ -> new double[rounds])[round] = (middle - start) / 1e6;
                    clusterTimes.computeIfAbsent(query.name(), _ -> new double[rounds])[round] = (end - middle) / 1e6;
                }
                Optional<String> difference = Workload.difference(query, rows, expected);
                if (difference.isPresent()) {
                    wrong++;
                    System.out.println(query.name() + " differs: " + difference.get());
                }
            }
            Map<String, Long> after = cluster.processorMillis();
            before.merge("client", localMillis, Long::sum);
            System.out.printf(Locale.ROOT, "%-7s %2d: local %6.0f ms, cluster %6.0f ms, %.2f; processor ms: local %d,%s%n",
                    round < 0 ? "warm-up" : "round", round < 0 ? round + warmUps + 1 : round + 1, localSum, clusterSum,
                    clusterSum / localSum, localMillis, BenchmarkCluster.used(before, after));
        }
        return print(localTimes, clusterTimes) <= GATE && wrong == 0;
    }

    private static long ownMillis() {
        return ProcessHandle.current().info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }

    private static double print(Map<String, double[]> localTimes, Map<String, double[]> clusterTimes) {
        System.out.printf("%-6s %10s %12s %8s%n", "query", "local ms", "cluster ms", "ratio");
        List<Double> sums = new ArrayList<>(List.of(0.0, 0.0));
        localTimes.forEach((name, times) -> {
            double ours = median(times);
            double theirs = median(clusterTimes.get(name));
            sums.set(0, sums.get(0) + ours);
            sums.set(1, sums.get(1) + theirs);
            System.out.printf(Locale.ROOT, "%-6s %10.1f %12.1f %8.2f%n", name, ours, theirs, theirs / ours);
        });
        double ratio = sums.get(1) / sums.get(0);
        System.out.printf(Locale.ROOT, "%-6s %10.1f %12.1f %8.2f (gate %.1f)%n", "total", sums.get(0), sums.get(1), ratio, GATE);
        return ratio;
    }

    private static boolean agreesWithDuckDb(Workload workload, Session local) throws SQLException, IOException {
        boolean same = true;
        try (OracleComparison oracle = new OracleComparison(local, workload.data())) {
            for (Workload.Query query : workload.queries()) {
                Optional<String> difference = oracle.difference(query.sql());
                if (difference.isPresent()) {
                    same = false;
                    System.out.println(query.name() + " differs from DuckDB: " + difference.get());
                }
            }
        }
        System.out.println(same ? "DuckDB agrees" : "DuckDB does not agree");
        return same;
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
