package dev.millrace.benchmarks.fuzz;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.benchmarks.oracle.Answers;
import dev.millrace.benchmarks.tpch.DuckDb;
import dev.millrace.error.EngineException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Compares answers to random queries with subqueries: {@code SubqueryFuzzer COUNT [SEED]}. Prints what differs; ends with 1 when anything
 * does. A query that DuckDB refuses is passed over.
 */
public final class SubqueryFuzzer {

    private final Session session;
    private int compared;

    public SubqueryFuzzer(Session session) {
        this.session = session;
    }

    /** A query to which the answers differ. */
    public record Difference(long seed, String tables, String query, String detail) {
        @Override
        public String toString() {
            return "seed " + seed + "\n" + tables + query + ";\n-- " + detail + "\n";
        }
    }

    public static void main(String[] arguments) throws SQLException {
        int count = Integer.parseInt(arguments[0]);
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        int different = 0;
        try (Session session = Session.builder().master("local[2]").create()) {
            SubqueryFuzzer fuzzer = new SubqueryFuzzer(session);
            for (int i = 0; i < count; i++) {
                Optional<Difference> difference = fuzzer.run(seed + i);
                different += difference.isEmpty() ? 0 : 1;
                difference.ifPresent(System.out::println);
            }
            System.out.println("seed " + seed + ": " + fuzzer.compared() + " compared of " + count + ", " + different + " different");
        }
        System.exit(different == 0 ? 0 : 1);
    }

    /** Makes the tables and the query of a seed and runs it in both. */
    public Optional<Difference> run(long seed) throws SQLException {
        RandomTables tables = RandomTables.of(new Random(seed / 20));
        String query = new RandomSubqueries(new Random(seed), tables.columns()).query();
        StringBuilder definitions = new StringBuilder();
        List<List<@Nullable Object>> theirs;
        try (DuckDb duckDb = new DuckDb(Path.of(""), 1)) {
            for (var table : tables.definitions().entrySet()) {
                String definition = "CREATE OR REPLACE TEMP VIEW " + table.getKey() + " AS " + table.getValue();
                definitions.append(definition).append(";\n");
                duckDb.execute(definition);
            }
            theirs = duckDb.rows(query);
        } catch (SQLException refused) {
            if (Boolean.getBoolean("fuzz.refused")) {
                System.out.println("refused: " + refused.getMessage().lines().findFirst().orElse("") + "\n  " + query);
            }
            return Optional.empty();
        }
        compared++;
        return difference(tables, query, theirs).map(detail -> new Difference(seed, definitions.toString(), query, detail));
    }

    /** How many queries both could run. */
    public int compared() {
        return compared;
    }

    private Optional<String> difference(RandomTables tables, String query, List<List<@Nullable Object>> theirs) {
        try {
            tables.definitions().forEach((name, definition) -> session.sql(definition).createOrReplaceTempView(name));
            List<List<@Nullable Object>> ours = new ArrayList<>();
            for (Row row : session.sql(query).collect()) {
                List<@Nullable Object> values = new ArrayList<>();
                for (int column = 0; column < row.size(); column++) {
                    values.add(row.get(column));
                }
                ours.add(values);
            }
            return Answers.difference(ours, theirs, false).map(detail -> detail + "\n-- ours " + ours + "\n-- theirs " + theirs);
        } catch (EngineException e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException e) {
            return Optional.of(e + " at " + List.of(e.getStackTrace()).subList(0, 3));
        }
    }
}
