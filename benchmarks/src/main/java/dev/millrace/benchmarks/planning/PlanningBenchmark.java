package dev.millrace.benchmarks.planning;

import dev.millrace.api.Session;
import dev.millrace.spi.ExplainMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From SQL text to the physical plan: queries of TPC-H, and an IN list of 10,000 values. {@code -p data=} names a folder with a folder of
 * Parquet files for each table, {@code -p queries=} one with {@code q01.sql} and so on.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PlanningBenchmark {

    private static final List<String> TABLES =
            List.of("customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier");
    private static final int ITEMS = 10_000;

    /** Folder of the tables. */
    @Param("tpch")
    public String data;

    /** Folder of the queries. */
    @Param("queries")
    public String queries;

    /** Query to plan; {@code in-list} is made here. */
    @Param({"q01", "q02", "q05", "q08", "q09", "q20", "q21", "in-list"})
    public String query;

    private Session session;
    private String sql;

    @Setup
    public void open() throws IOException {
        session = Session.builder().master("local[2]").create();
        for (String table : TABLES) {
            session.read().parquet(Path.of(data, table).toString()).createOrReplaceTempView(table);
        }
        sql = query.equals("in-list")
                ? "select count(*) from lineitem where l_orderkey in "
                        + IntStream.range(0, ITEMS).mapToObj(i -> String.valueOf(7 * i)).collect(Collectors.joining(", ", "(", ")"))
                : Files.readString(Path.of(queries, query + ".sql"));
    }

    @TearDown
    public void close() {
        session.close();
    }

    @Benchmark
    public String plan() {
        return session.sql(sql).explainString(ExplainMode.SIMPLE);
    }
}
