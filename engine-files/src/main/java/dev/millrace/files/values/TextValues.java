package dev.millrace.files.values;

import dev.millrace.columnar.Values;
import dev.millrace.types.DataType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Reads single texts as values in {@code Literal} form: folder names, JSON strings.
 *
 * <p>{@code new TextValues(zone).read("2020-04-01", DataType.DATE)} is 18353.
 */
public final class TextValues {

    private final ValueParser parser;

    public TextValues(ZoneId zone) {
        this.parser = new ValueParser(zone);
    }

    public boolean isText(String text, DataType type) {
        return read(text, type).isPresent();
    }

    /** Empty when the text is no value of the type, or the type is nested. */
    public Optional<Object> read(String text, DataType type) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = bytes.length;
        return switch (type) {
            case DataType.BooleanType _ -> parser.readBoolean(bytes, 0, end) ? Optional.of(parser.longValue != 0) : Optional.empty();
            case DataType.ByteType _ -> integer(parser.readInt(bytes, 0, end, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case DataType.ShortType _ -> integer(parser.readInt(bytes, 0, end, Short.MIN_VALUE, Short.MAX_VALUE));
            case DataType.IntType _ -> integer(parser.readInt(bytes, 0, end, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case DataType.LongType _ -> whole(parser.readLong(bytes, 0, end));
            case DataType.FloatType _ ->
                    parser.readDouble(bytes, 0, end) ? Optional.of((double) (float) parser.doubleValue) : Optional.empty();
            case DataType.DoubleType _ -> parser.readDouble(bytes, 0, end) ? Optional.of(parser.doubleValue) : Optional.empty();
            case DataType.DecimalType decimal -> {
                if (!parser.readDecimal(bytes, 0, end, decimal)) {
                    yield Optional.empty();
                }
                yield decimal.precision() <= DataType.DecimalType.MAX_LONG_PRECISION ? Optional.of(parser.longValue)
                        : Optional.of(Values.decimal128(parser.longValue, parser.highWord));
            }
            case DataType.StringType _ -> Optional.of(text);
            case DataType.BinaryType _ -> Optional.of(bytes);
            case DataType.DateType _ -> integer(parser.readDate(bytes, 0, end));
            case DataType.TimestampType _ -> whole(parser.readTimestamp(bytes, 0, end));
            case DataType.TimestampNtzType _ -> whole(parser.readLocalTimestamp(bytes, 0, end));
            case DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _, DataType.ArrayType _,
                    DataType.MapType _, DataType.StructType _, DataType.NullType _ ->
                    Optional.empty();
        };
    }

    private Optional<Object> integer(boolean read) {
        return read ? Optional.of((int) parser.longValue) : Optional.empty();
    }

    private Optional<Object> whole(boolean read) {
        return read ? Optional.of(parser.longValue) : Optional.empty();
    }
}
