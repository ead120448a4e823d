package dev.millrace.benchmarks.tpch;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs each query in both engines in turn and prints the medians and their ratio: {@code TpchComparison DATA [RUNS] [QUERY…]}.
 */
public final class TpchComparison {

    private static final int THREADS = 2;

    private TpchComparison() {}

    public static void main(String[] arguments) throws SQLException {
        Path data = Path.of(arguments[0]);
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        List<String> wanted = arguments.length > 2 ? Arrays.asList(arguments).subList(2, arguments.length) : List.of();
        try (Session session = Session.builder().master("local[" + THREADS + "]").create();
                DuckDb duckDb = new DuckDb(data, THREADS, "lineitem", "orders")) {
            System.out.printf("%-5s %12s %12s %8s   all runs of Millrace in ms%n", "query", "Millrace ms", "DuckDB ms", "ratio");
            for (TpchQuery query : TpchQuery.values()) {
                if (wanted.isEmpty() || wanted.contains(query.name())) {
                    compare(query, session, duckDb, data, runs);
                }
            }
        }
    }

    private static void compare(TpchQuery query, Session session, DuckDb duckDb, Path data, int runs) throws SQLException {
        double[] ours = new double[runs];
        double[] theirs = new double[runs];
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            List<Row> rows = query.of(session, data).collect();
            long middle = System.nanoTime();
            List<List<Object>> expected = duckDb.rows(query.sql());
            ours[run] = (middle - start) / 1e6;
            theirs[run] = (System.nanoTime() - middle) / 1e6;
            check(query, rows, expected);
        }
        int half = runs / 2;
        System.out.printf(Locale.ROOT, "%-5s %12.1f %12.1f %8.2f   %s%n", query, median(ours, half), median(theirs, half),
                median(ours, half) / median(theirs, half), Arrays.toString(Arrays.stream(ours).mapToLong(Math::round).toArray()));
    }

    private static void check(TpchQuery query, List<Row> rows, List<List<Object>> expected) {
        boolean same = rows.size() == expected.size();
        for (int row = 0; same && row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                same &= DuckDb.same(rows.get(row).get(column), expected.get(row).get(column));
            }
        }
        if (!same) {
            throw new IllegalStateException(query + " differs: " + rows + " instead of " + expected);
        }
    }

    /** Median of the second half: the first warms up. */
    private static double median(double[] times, int from) {
        double[] hot = Arrays.copyOfRange(times, from, times.length);
        Arrays.sort(hot);
        return hot[hot.length / 2];
    }
}
