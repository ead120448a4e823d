package dev.millrace.files.json;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.files.io.Compression;
import dev.millrace.files.io.TextOutput;
import dev.millrace.files.values.ValueText;
import dev.millrace.files.write.FileEncoder;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON, an object a line. Null fields are left out unless {@code ignoreNullFields} is false; NaN and infinities are texts. */
final class JsonEncoder implements FileEncoder {

    private static final byte[] LINE_END = {'\n'};

    private final JsonOptions options;
    private final TextOutput output;
    private final ValueText values;
    private final byte[] lineEnd;
    private final List<Field> fields;

    JsonEncoder(Path path, Schema schema, JsonOptions options, Compression compression) throws IOException {
        this.options = options;
        this.values = new ValueText(options.zone(), options.patterns());
        this.lineEnd = options.lineSeparator().length == 0 ? LINE_END : options.lineSeparator();
        this.fields = schema.fields();
        this.output = new TextOutput(path, compression, options.charset());
    }

    @Override
    public void write(Batch batch) throws IOException {
        List<Vector> columns = batch.columns();
        for (int row = 0; row < batch.length(); row++) {
            output.append('{');
            boolean first = true;
            for (int i = 0; i < columns.size(); i++) {
                first &= !field(fields.get(i), Values.get(columns.get(i), row), first);
            }
            output.append('}');
            output.append(lineEnd, 0, lineEnd.length);
            output.endRecord();
        }
    }

    /** Whether the field was written. */
    private boolean field(Field field, @Nullable Object value, boolean first) {
        if (value == null && options.ignoreNulls()) {
            return false;
        }
        if (!first) {
            output.append(',');
        }
        text(field.name());
        output.append(':');
        value(value, field.type());
        return true;
    }

    private void value(@Nullable Object value, DataType type) {
        if (value == null) {
            output.append("null");
            return;
        }
        switch (type) {
            case DataType.BooleanType _, DataType.ByteType _, DataType.ShortType _, DataType.IntType _,
                    DataType.LongType _, DataType.DecimalType _ ->
                    output.append(values.text(value, type));
            case DataType.FloatType _, DataType.DoubleType _ -> {
                String text = values.text(value, type);
                if (Double.isFinite((Double) value)) {
                    output.append(text);
                } else {
                    text(text);
                }
            }
            case DataType.StringType _, DataType.DateType _, DataType.TimestampType _, DataType.TimestampNtzType _,
                    DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _ ->
                    text(values.text(value, type));
            case DataType.BinaryType _ -> text(Base64.getEncoder().encodeToString((byte[]) value));
            case DataType.ArrayType(var element, var _) -> array((List<?>) value, element);
            case DataType.MapType(var key, var item, var _) -> map((Map<?, ?>) value, key, item);
            case DataType.StructType(var children) -> struct((List<?>) value, children);
            case DataType.NullType _ -> output.append("null");
        }
    }

    private void array(List<?> items, DataType type) {
        output.append('[');
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                output.append(',');
            }
            first = false;
            value(item, type);
        }
        output.append(']');
    }

    private void map(Map<?, ?> entries, DataType keyType, DataType valueType) {
        output.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            if (!first) {
                output.append(',');
            }
            first = false;
            text(values.text(entry.getKey(), keyType));
            output.append(':');
            value(entry.getValue(), valueType);
        }
        output.append('}');
    }

    private void struct(List<?> items, List<Field> children) {
        output.append('{');
        boolean first = true;
        for (int i = 0; i < children.size(); i++) {
            first &= !field(children.get(i), items.get(i), first);
        }
        output.append('}');
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.append('"');
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            int letter = bytes[i];
            if (letter == '"' || letter == '\\' || (letter >= 0 && letter < ' ')) {
                output.append(bytes, start, i - start);
                escape(letter);
                start = i + 1;
            }
        }
        output.append(bytes, start, bytes.length - start);
        output.append('"');
    }

    private void escape(int letter) {
        output.append('\\');
        switch (letter) {
            case '\n' -> output.append('n');
            case '\r' -> output.append('r');
            case '\t' -> output.append('t');
            case '\b' -> output.append('b');
            case '\f' -> output.append('f');
            case '"', '\\' -> output.append(letter);
            default -> output.append("u00" + HexFormat.of().toHexDigits((byte) letter));
        }
    }

    @Override
    public void finish() throws IOException {
        output.close();
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
