package dev.millrace.benchmarks.oracle;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.benchmarks.tpch.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs every query of a folder in Millrace and in DuckDB over the same Parquet files and compares the answers:
 * {@code OracleComparison DATA QUERIES [NAME…]}, only the named queries when there are names. Prints a line for each query; ends with 1
 * when any differs or fails.
 */
public final class OracleComparison implements AutoCloseable {

    private final Session session;
    private final DuckDb duckDb;

    /** @param data a folder with a folder of Parquet files for each table */
    public OracleComparison(Session session, Path data) throws SQLException, IOException {
        this.session = session;
        List<String> tables = tables(data);
        this.duckDb = new DuckDb(data, 2, tables.toArray(String[]::new));
        for (String table : tables) {
            session.read().parquet(data.resolve(table).toString()).createOrReplaceTempView(table);
        }
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        List<String> wanted = List.of(arguments).subList(2, arguments.length);
        int right = 0;
        int wrong = 0;
        try (Session session = Session.builder().master("local[2]").create();
                OracleComparison comparison = new OracleComparison(session, Path.of(arguments[0]))) {
            for (Path query : queries(Path.of(arguments[1]))) {
                String name = query.getFileName().toString().replace(".sql", "");
                if (wanted.isEmpty() || wanted.contains(name)) {
                    long start = System.nanoTime();
                    Optional<String> difference = comparison.tell(Files.readString(query));
                    right += difference.isEmpty() ? 1 : 0;
                    wrong += difference.isEmpty() ? 0 : 1;
                    System.out.printf(Locale.ROOT, "%-6s %6d ms  %s%n", name, (System.nanoTime() - start) / 1_000_000,
                            difference.map(text -> text.replace('\n', ' ')).orElse("same"));
                }
            }
        }
        System.out.println(right + " same, " + wrong + " not");
        System.exit(wrong == 0 ? 0 : 1);
    }

    /** Queries of a folder in order of their names. */
    public static List<Path> queries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
        }
    }

    /** Where the answers differ. */
    public Optional<String> difference(String sql) throws SQLException {
        List<List<@Nullable Object>> ours = new ArrayList<>();
        DataFrame frame = session.sql(sql);
        int columns = frame.schema().size();
        for (Row row : frame.collect()) {
            List<@Nullable Object> values = new ArrayList<>(columns);
            for (int column = 0; column < columns; column++) {
                values.add(row.get(column));
            }
            ours.add(values);
        }
        boolean ordered = sql.toLowerCase(Locale.ROOT).lastIndexOf("order by") > sql.lastIndexOf(')');
        return Answers.difference(ours, duckDb.rows(forDuckDb(sql)), ordered);
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }

    private Optional<String> tell(String sql) {
        try {
            return difference(sql);
        } catch (SQLException e) {
            return Optional.of("DuckDB: " + e.getMessage());
        } catch (RuntimeException e) {
            return Optional.of(e instanceof dev.millrace.error.EngineException ? e.getMessage() : e + " at " + e.getStackTrace()[0]);
        }
    }

    /** What the two dialects spell differently. */
    private static String forDuckDb(String sql) {
        return sql.replace('`', '"').replace(") at,", ") \"at\",");
    }

    private static List<String> tables(Path data) throws IOException {
        try (Stream<Path> folders = Files.list(data)) {
            return folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }
}
