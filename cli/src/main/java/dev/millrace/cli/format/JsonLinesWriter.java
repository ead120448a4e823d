package dev.millrace.cli.format;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueFormat;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object for each row, nulls included. Numbers are JSON numbers with all their digits, but NaN and the infinities are texts; bytes
 * are Base64; dates, timestamps and intervals are the texts that a table shows; maps are objects.
 */
final class JsonLinesWriter implements ResultWriter {

    private static final String HEXADECIMAL = "0123456789abcdef";

    private final Appendable out;
    private final Schema schema;
    private final ValueFormat format;
    private final String[] keys;
    private final StringBuilder line = new StringBuilder();

    JsonLinesWriter(Appendable out, Schema schema, ZoneId zone) {
        this.out = out;
        this.schema = schema;
        this.format = ValueFormat.cast(zone);
        this.keys = new String[schema.size()];
    }

    @Override
    public void begin() {
        for (int column = 0; column < keys.length; column++) {
            line.setLength(0);
            line.append(column == 0 ? "{" : ",");
            appendText(schema.field(column).name());
            keys[column] = line.append(':').toString();
        }
        line.setLength(0);
    }

    @Override
    public void write(Batch batch, int rows) throws IOException {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < keys.length; column++) {
                line.append(keys[column]);
                append(Values.get(batch.column(column), row), schema.type(column));
            }
            line.append("}\n");
            if (line.length() >= 1 << 16) {
                out.append(line);
                line.setLength(0);
            }
        }
        out.append(line);
        line.setLength(0);
    }

    @Override
    public void finish() {
        line.setLength(0);
    }

    @SuppressWarnings("unchecked")
    private void append(@Nullable Object value, DataType type) {
        if (value == null) {
            line.append("null");
            return;
        }
        switch (type) {
            case DataType.BooleanType _, DataType.ByteType _, DataType.ShortType _, DataType.IntType _,
                    DataType.LongType _, DataType.DecimalType _, DataType.NullType _ ->
                    format.append(line, value, type);
            case DataType.FloatType _, DataType.DoubleType _ -> {
                if (Double.isFinite((Double) value)) {
                    format.append(line, value, type);
                } else {
                    appendText(format.text(value, type));
                }
            }
            case DataType.StringType _, DataType.DateType _, DataType.TimestampType _, DataType.TimestampNtzType _,
                    DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _ ->
                    appendText(format.text(value, type));
            case DataType.BinaryType _ -> appendText(Base64.getEncoder().encodeToString((byte[]) value));
            case DataType.ArrayType(var element, var _) -> appendArray((List<Object>) value, element);
            case DataType.MapType(var key, var item, var _) -> appendMap((Map<Object, Object>) value, key, item);
            case DataType.StructType(var fields) -> appendStruct((List<Object>) value, fields);
        }
    }

    private void appendArray(List<Object> items, DataType type) {
        line.append('[');
        for (int i = 0; i < items.size(); i++) {
            line.append(i == 0 ? "" : ",");
            append(items.get(i), type);
        }
        line.append(']');
    }

    private void appendMap(Map<Object, Object> entries, DataType keyType, DataType type) {
        String separator = "{";
        for (Map.Entry<Object, Object> entry : entries.entrySet()) {
            line.append(separator);
            appendText(format.text(entry.getKey(), keyType));
            line.append(':');
            append(entry.getValue(), type);
            separator = ",";
        }
        line.append(entries.isEmpty() ? "{}" : "}");
    }

    private void appendStruct(List<Object> values, List<Field> fields) {
        line.append('{');
        for (int i = 0; i < values.size(); i++) {
            line.append(i == 0 ? "" : ",");
            appendText(fields.get(i).name());
            line.append(':');
            append(values.get(i), fields.get(i).type());
        }
        line.append('}');
    }

    private void appendText(String text) {
        line.append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ') {
                        line.append("\\u00").append(HEXADECIMAL.charAt(c >> 4)).append(HEXADECIMAL.charAt(c & 15));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
