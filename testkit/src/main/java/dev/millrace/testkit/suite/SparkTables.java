package dev.millrace.testkit.suite;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables that statements of Spark's suite expect in their session, as views: {@code testdata}, {@code arraydata}, {@code mapdata}, and
 * {@code aggtest}, {@code onek}, {@code tenk1} from tab-separated files.
 */
record SparkTables(Path folder) {

    private static final String UNIQUE_COLUMNS =
            "unique1 INT, unique2 INT, two INT, four INT, ten INT, twenty INT, hundred INT, thousand INT, twothousand INT, fivethous INT, "
                    + "tenthous INT, odd INT, even INT, stringu1 STRING, stringu2 STRING, string4 STRING";

    void create(Session session) {
        List<Row> numbers = new ArrayList<>();
        for (int key = 1; key <= 100; key++) {
            numbers.add(Row.of(key, Integer.toString(key)));
        }
        session.createDataFrame(numbers, "key INT, value STRING").createOrReplaceTempView("testdata");
        session.createDataFrame(List.of(Row.of(List.of(1, 2, 3), List.of(List.of(1, 2, 3))),
                Row.of(List.of(2, 3, 4), List.of(List.of(2, 3, 4)))), "arraycol ARRAY<INT>, nestedarraycol ARRAY<ARRAY<INT>>")
                .createOrReplaceTempView("arraydata");
        List<Row> maps = new ArrayList<>();
        for (int row = 1; row <= 5; row++) {
            Map<Integer, String> entries = new LinkedHashMap<>();
            for (int key = 1; key <= 6 - row; key++) {
                entries.put(key, (char) ('a' + key - 1) + Integer.toString(row));
            }
            maps.add(Row.of(entries));
        }
        session.createDataFrame(maps, "mapcol MAP<INT, STRING>").createOrReplaceTempView("mapdata");
        view(session, "aggtest", "agg.data", "a INT, b FLOAT");
        view(session, "onek", "onek.data", UNIQUE_COLUMNS);
        view(session, "tenk1", "tenk.data", UNIQUE_COLUMNS);
    }

    private void view(Session session, String name, String file, String schema) {
        Path path = folder.resolve(file);
        if (Files.exists(path)) {
            session.read().schema(schema).option("sep", "\t").csv(path.toString()).createOrReplaceTempView(name);
        }
    }
}
