package dev.millrace.executor.kernel.function.csv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a line into fields: {@code CsvLine.fields("1,\"a,b\"", format)} gives {@code [1, a,b]}. A field in quotes may hold anything. */
public final class CsvLine {

    private final String line;
    private final CsvFormat format;
    private int at;

    private CsvLine(String line, CsvFormat format) {
        this.line = line;
        this.format = format;
    }

    /** Null stands for a field that is the null text; an empty list for a line without anything. */
    public static List<@Nullable String> fields(String line, CsvFormat format) {
        List<@Nullable String> fields = new ArrayList<>();
        if (line.isEmpty() || format.comment() != '\0' && line.charAt(0) == format.comment()) {
            return fields;
        }
        CsvLine reader = new CsvLine(line, format);
        while (true) {
            fields.add(reader.next());
            if (!reader.passDelimiter()) {
                return fields;
            }
        }
    }

    private boolean passDelimiter() {
        if (line.startsWith(format.delimiter(), at)) {
            at += format.delimiter().length();
            return true;
        }
        return false;
    }

    private @Nullable String next() {
        if (format.trimsStart()) {
            while (at < line.length() && line.charAt(at) <= ' ' && !line.startsWith(format.delimiter(), at)) {
                at++;
            }
        }
        if (format.quote() != '\0' && at < line.length() && line.charAt(at) == format.quote()) {
            String quoted = quoted();
            if (quoted != null) {
                return quoted.isEmpty() ? format.emptyRead() : quoted;
            }
        }
        return plain(at);
    }

    private @Nullable String plain(int start) {
        int end = start;
        while (end < line.length() && line.charAt(end) != '\n' && !line.startsWith(format.delimiter(), end)) {
            end++;
        }
        at = end;
        String field = line.substring(start, end);
        String trimmed = format.trimsEnd() ? field.stripTrailing() : field;
        return trimmed.isEmpty() || trimmed.equals(format.nullText()) ? null : trimmed;
    }

    /** What stands between quotes; null, and nothing passed, when the quote that ends it is not followed by a delimiter. */
    private @Nullable String quoted() {
        StringBuilder text = new StringBuilder();
        int i = at + 1;
        while (i < line.length()) {
            char c = line.charAt(i);
            char next = i + 1 < line.length() ? line.charAt(i + 1) : '\0';
            if (c == format.escape() && format.escape() != format.quote() && (next == format.quote() || next == format.escape())
                    || c == format.quote() && format.escape() == format.quote() && next == format.quote()) {
                text.append(next);
                i += 2;
            } else if (c == format.quote()) {
                int end = i + 1;
                while (end < line.length() && line.charAt(end) == ' ') {
                    end++;
                }
                if (end == line.length() || line.startsWith(format.delimiter(), end)) {
                    at = end;
                    return text.toString();
                }
                return null;
            } else {
                text.append(c);
                i++;
            }
        }
        return null;
    }
}
