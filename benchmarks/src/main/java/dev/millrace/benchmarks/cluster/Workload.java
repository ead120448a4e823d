package dev.millrace.benchmarks.cluster;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.benchmarks.oracle.Answers;
import dev.millrace.benchmarks.oracle.OracleComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queries over a folder of Parquet tables. */
record Workload(Path data, List<Query> queries) {

    /** @param ordered whether it says in which order its rows come */
    record Query(String name, String sql, boolean ordered) {}

    /** @param folder with a file {@code NAME.sql} for each query; @param wanted names, none means all */
    static Workload of(Path data, Path folder, List<String> wanted) throws IOException {
        List<Query> queries = new ArrayList<>();
        for (Path file : OracleComparison.queries(folder)) {
            String name = file.getFileName().toString().replace(".sql", "");
            if (wanted.isEmpty() || wanted.contains(name)) {
                String sql = Files.readString(file);
                queries.add(new Query(name, sql, sql.toLowerCase(Locale.ROOT).lastIndexOf("order by") > sql.lastIndexOf(')')));
            }
        }
        return new Workload(data, queries);
    }

    /** Makes every folder of the data a view. */
    void register(Session session) throws IOException {
        try (Stream<Path> tables = Files.list(data)) {
            for (Path table : tables.filter(Files::isDirectory).sorted().toList()) {
                session.read().parquet(table.toString()).createOrReplaceTempView(table.getFileName().toString());
            }
        }
    }

    static List<List<@Nullable Object>> rows(Session session, Query query) {
        DataFrame frame = session.sql(query.sql());
        int columns = frame.schema().size();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Row row : frame.collect()) {
            List<@Nullable Object> values = new ArrayList<>(columns);
            for (int column = 0; column < columns; column++) {
                values.add(row.get(column));
            }
            rows.add(values);
        }
        return rows;
    }

    static Optional<String> difference(Query query, List<List<@Nullable Object>> rows, List<List<@Nullable Object>> expected) {
        return Answers.difference(rows, expected, query.ordered());
    }
}
