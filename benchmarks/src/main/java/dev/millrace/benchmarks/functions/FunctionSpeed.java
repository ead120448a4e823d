package dev.millrace.benchmarks.functions;

import com.sun.management.OperatingSystemMXBean;
import dev.millrace.api.Session;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What a row costs in each function, with one thread: {@code FunctionSpeed [rows] [part-of-name or :i:d]}. Prints nanoseconds a row of both
 * and their ratio, then the ten functions that are slowest beside DuckDB's. Each query takes the greatest result of the function; what the
 * same query over the bare column takes is subtracted. Time is processor time.
 */
public final class FunctionSpeed {

    private static final int DEFAULT_ROWS = 10_000_000;
    private static final int RUNS = 3;
    private static final int SHOWN = 10;
    private static final double LEAST_NANOS = 0.1;

    private final long rows;
    private final PrintStream out;
    private final Session session;
    private final Statement duckdb;
    private final Map<String, Double> bare = new HashMap<>();

    private FunctionSpeed(long rows, PrintStream out, Session session, Statement duckdb) {
        this.rows = rows;
        this.out = out;
        this.session = session;
        this.duckdb = duckdb;
    }

    private record Measured(String name, double millrace, double duckdb) {
        double ratio() {
            return millrace / duckdb;
        }
    }

    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : DEFAULT_ROWS;
        String wanted = arguments.length > 1 ? arguments[1] : "";
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path file = Files.createTempFile("millrace-functions", ".parquet");
        try (Session session = Session.builder().master("local[1]").config("session.timezone", "UTC").create();
                Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement duckdb = connection.createStatement()) {
            duckdb.execute("SET threads = 1");
            duckdb.execute("SET TimeZone = 'UTC'");
            write(duckdb, rows, file);
            duckdb.execute("CREATE VIEW t AS SELECT * FROM '" + file + "'");
            session.read().parquet(file.toString()).createOrReplaceTempView("t");
            new FunctionSpeed(rows, out, session, duckdb).run(wanted);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void write(Statement duckdb, long rows, Path file) throws SQLException, IOException {
        Files.deleteIfExists(file);
        duckdb.execute("COPY (SELECT i * 7919 % 1000003 AS i, (i % 200001 - 100000) / 7.0::DOUBLE AS d, "
                + "'value-' || (i * 7919 % 1000003) || '-Tail' AS s, "
                + "TIMESTAMPTZ '2015-01-01 00:00:00+00' + INTERVAL 1 SECOND * (i * 17 % 300000000) AS t, "
                + "DATE '2000-01-01' + (i % 10000)::INT AS e FROM range(" + rows + ") r(i)) TO '" + file + "' (FORMAT parquet)");
    }

    private void run(String wanted) throws Exception {
        List<Measured> all = new ArrayList<>();
        for (FunctionCase one : FunctionCase.all()) {
            if (!one.name().contains(wanted) && !wanted.contains(":" + one.column())) {
                continue;
            }
            double ours = nanos("m" + one.column(), one.column(), one.millrace(), this::millrace);
            double theirs = nanos("d" + one.column(), one.column(), one.duckdb(), this::duckdb);
            Measured measured = new Measured(one.name(), ours, theirs);
            all.add(measured);
            print(measured);
        }
        all.sort(Comparator.comparingDouble(Measured::ratio).reversed());
        out.println();
        out.println("slowest beside DuckDB:");
        all.stream().limit(SHOWN).forEach(this::print);
    }

    private void print(Measured measured) {
        out.printf(Locale.ROOT, "%-16s millrace %7.1f ns/row  duckdb %7.1f ns/row  ratio %5.2f%n", measured.name(), measured.millrace(),
                measured.duckdb(), measured.ratio());
    }

    private interface Query {
        Object greatest(String expression) throws SQLException;
    }

    private Object millrace(String expression) {
        return session.sql("SELECT max(" + expression + ") FROM t").collect();
    }

    private Object duckdb(String expression) throws SQLException {
        try (ResultSet result = duckdb.executeQuery("SELECT max(" + expression + ") FROM t")) {
            result.next();
            return String.valueOf(result.getObject(1));
        }
    }

    private double nanos(String key, String column, String expression, Query query) throws Exception {
        Double base = bare.get(key);
        if (base == null) {
            best(() -> query.greatest(column));
            base = best(() -> query.greatest(column));
            bare.put(key, base);
        }
        return Math.max(LEAST_NANOS, (best(() -> query.greatest(expression)) - base) / rows);
    }

    /** Processor time of the whole process: what else runs on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system ? system.getProcessCpuTime()
                : System.nanoTime();
    }

    private static double best(Callable<Object> query) throws Exception {
        double best = Double.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long start = cpuNanos();
            query.call();
            best = Math.min(best, cpuNanos() - start);
        }
        return best;
    }
}
