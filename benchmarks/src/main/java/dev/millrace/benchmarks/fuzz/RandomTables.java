package dev.millrace.benchmarks.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Small tables of INT columns with few different values, as text of SQL that both engines read. */
record RandomTables(Map<String, List<String>> columns, Map<String, String> definitions) {

    /** Three tables with nulls and one, {@code t3}, without; its column {@code k} is unique. */
    static RandomTables of(Random random) {
        Map<String, List<String>> columns = new TreeMap<>();
        Map<String, String> definitions = new TreeMap<>();
        columns.put("t0", List.of("a", "b", "c"));
        columns.put("t1", List.of("a", "b", "d"));
        columns.put("t2", List.of("b", "e"));
        columns.put("t3", List.of("k", "v"));
        columns.forEach((name, names) -> definitions.put(name, definition(names, random, !name.equals("t3"))));
        return new RandomTables(columns, definitions);
    }

    private static String definition(List<String> columns, Random random, boolean nulls) {
        int count = random.nextInt(8);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < Math.max(1, count); row++) {
            List<String> values = new ArrayList<>();
            for (String column : columns) {
                boolean isNull = nulls && random.nextInt(5) == 0;
                values.add(isNull ? "CAST(NULL AS INT)" : Integer.toString(column.equals("k") ? row : random.nextInt(5)));
            }
            rows.add("(" + String.join(", ", values) + ")");
        }
        return "SELECT * FROM (VALUES " + String.join(", ", rows) + ") AS v(" + String.join(", ", columns) + ")"
                + (count == 0 ? " WHERE 1 = 0" : "");
    }
}
