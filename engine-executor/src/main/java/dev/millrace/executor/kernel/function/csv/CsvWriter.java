package dev.millrace.executor.kernel.function.csv;

import dev.millrace.executor.kernel.function.options.FormatOptions;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.ValueFormat;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes structs as CSV lines. Used by one thread. */
public final class CsvWriter {

    private final CsvFormat format;
    private final CsvTimes times;
    private final ValueFormat values;

    /** @throws dev.millrace.error.EngineException INVALID_PARAMETER_VALUE for a wrong option */
    public CsvWriter(FormatOptions options, ZoneId zone) {
        this.format = CsvFormat.of(options);
        this.times = new CsvTimes(options, zone);
        this.values = ValueFormat.display(zone);
    }

    /** @param struct in literal form */
    public String line(List<?> struct, List<Field> fields) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            line.append(i == 0 ? "" : format.delimiter());
            Object value = struct.get(i);
            String text = value == null ? format.nullText() : text(value, fields.get(i).type());
            boolean empty = value != null && text.isEmpty();
            append(line, empty ? format.emptyWritten() : text, empty || value == null, i == 0);
        }
        return line.toString();
    }

    /** A text that stands for nothing and has quotes around it already is written as it is. */
    private void append(StringBuilder line, String text, boolean standsForNothing, boolean first) {
        String field = trimmed(text);
        char quote = format.quote();
        boolean hasQuotes = field.length() >= 2 && field.charAt(0) == quote && field.charAt(field.length() - 1) == quote;
        boolean quoted = format.quotesAll() || !field.isEmpty() && field.charAt(0) == quote
                || first && !field.isEmpty() && format.comment() != '\0' && field.charAt(0) == format.comment()
                || field.contains(format.delimiter()) || field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0
                || format.escapesQuotes() && field.indexOf(quote) >= 0;
        if (!quoted || standsForNothing && hasQuotes || quote == '\0') {
            line.append(field);
            return;
        }
        line.append(quote);
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == quote || c == format.escape() && format.escape() != '\0') {
                line.append(format.escape());
            }
            line.append(c);
        }
        line.append(quote);
    }

    private String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (format.writtenTrimmedStart() && start < end && text.charAt(start) <= ' ') {
            start++;
        }
        while (format.writtenTrimmedEnd() && end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return text.substring(start, end);
    }

    private String text(Object value, DataType type) {
        return switch (type) {
            case DataType.DateType _ -> times.dateText((Integer) value);
            case DataType.TimestampType _ -> times.timestampText((Long) value);
            case DataType.TimestampNtzType _ -> times.localText((Long) value);
            case DataType.ArrayType _, DataType.MapType _, DataType.StructType _ -> {
                StringBuilder text = new StringBuilder();
                appendNested(text, value, type);
                yield text.toString();
            }
            default -> values.text(value, type);
        };
    }

    /** A null inside a nested value is nothing, without the blank before it. */
    private void appendNested(StringBuilder text, Object value, DataType type) {
        String separator = "";
        switch (type) {
            case DataType.ArrayType(var element, var _) -> {
                text.append('[');
                for (Object item : (List<?>) value) {
                    appendItem(text, separator, item, element);
                    separator = ",";
                }
                text.append(']');
            }
            case DataType.StructType(var fields) -> {
                text.append('{');
                for (int i = 0; i < fields.size(); i++) {
                    appendItem(text, separator, ((List<?>) value).get(i), fields.get(i).type());
                    separator = ",";
                }
                text.append('}');
            }
            case DataType.MapType(var keyType, var valueType, var _) -> {
                text.append('{');
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    appendItem(text, separator, entry.getKey(), keyType);
                    appendItem(text, " ->", entry.getValue(), valueType);
                    separator = ",";
                }
                text.append('}');
            }
            default -> text.append(values.text(value, type));
        }
    }

    private void appendItem(StringBuilder text, String separator, @Nullable Object item, DataType type) {
        text.append(separator);
        if (item != null) {
            text.append(separator.isEmpty() ? "" : " ").append(text(item, type));
        }
    }
}
