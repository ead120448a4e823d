package dev.millrace.testkit.slt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of records, separated by empty lines. {@code #} begins a comment. SQL goes on to a line {@code ----} or an empty one; what is
 * expected goes on to an empty line. A row is a line, its values separated by tabs; NULL is {@code NULL}, an empty string {@code (empty)}.
 *
 * <pre>{@code
 * query TI rowsort
 * SELECT name, count(*) FROM people GROUP BY name
 * ----
 * ada    2
 * NULL   1
 * }</pre>
 *
 * <p>Source of the format: sqllogictest of SQLite, rows as DuckDB writes them.
 */
public record SltFile(Path path, List<SltRecord> records) {

    private static final String SEPARATOR = "----";

    /** @throws IllegalArgumentException naming file and line of what is no record */
    public static SltFile read(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path);
        List<SltRecord> records = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.isBlank() || line.startsWith("#")) {
                at++;
            } else {
                int end = at;
                while (end < lines.size() && !lines.get(end).isBlank()) {
                    end++;
                }
                records.add(record(path, at + 1, lines.subList(at, end)));
                at = end;
            }
        }
        return new SltFile(path, List.copyOf(records));
    }

    private static SltRecord record(Path path, int line, List<String> block) {
        String[] head = block.getFirst().strip().split("\\s+");
        int separator = block.indexOf(SEPARATOR);
        String sql = String.join("\n", block.subList(1, separator < 0 ? block.size() : separator));
        List<String> expected = separator < 0 ? List.of() : List.copyOf(block.subList(separator + 1, block.size()));
        if (head.length == 2 && head[0].equals("statement") && head[1].equals("ok")) {
            return new SltRecord.Statement(line, sql, Optional.empty());
        }
        if (head.length == 2 && head[0].equals("statement") && head[1].equals("error")) {
            return new SltRecord.Statement(line, sql, Optional.of(String.join("\n", expected)));
        }
        if (head.length >= 2 && head[0].equals("query") && head[1].matches("[ITR]+")) {
            SltRecord.Order order = head.length == 2
                    ? SltRecord.Order.NOSORT
                    : SltRecord.Order.valueOf(head[2].toUpperCase(Locale.ROOT));
            return new SltRecord.Query(line, sql, head[1], order, expected);
        }
        throw new IllegalArgumentException(path + ":" + line + ": no record begins with " + block.getFirst());
    }
}
