package dev.millrace.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Measures Spark on its own threads, with its defaults but for the console. */
public final class SparkPeer {

    private SparkPeer() {}

    /** @param arguments those of {@link Workload} */
    public static void main(String[] arguments) throws IOException {
        Workload workload = Workload.of(arguments);
        QueryRuns runs = new QueryRuns(workload, System.out);
        try (SparkSession session = SparkSession.builder().master("local[" + workload.threads() + "]").appName("peers")
                .config("spark.ui.enabled", "false").config("spark.driver.host", "localhost").config("spark.sql.ansi.enabled", "true")
                .getOrCreate()) {
            for (String table : workload.tables()) {
                session.read().parquet(workload.data().resolve(table).toString()).createOrReplaceTempView(table);
            }
            runs.sessionIsReady();
            runs.run(sql -> rows(session, sql));
        }
    }

    private static List<List<@Nullable Object>> rows(SparkSession session, String sql) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Row row : session.sql(sql).collectAsList()) {
            List<@Nullable Object> fields = new ArrayList<>(row.length());
            for (int i = 0; i < row.length(); i++) {
                fields.add(row.get(i));
            }
            rows.add(fields);
        }
        return rows;
    }
}
