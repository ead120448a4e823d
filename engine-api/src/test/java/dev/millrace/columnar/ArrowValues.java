package dev.millrace.columnar;

import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/** Values as Arrow's own vectors give them, to be compared. */
final class ArrowValues {

    private ArrowValues() {}

    static @Nullable Object actual(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case DurationVector durations -> DurationVector.get(durations.getDataBuffer(), row);
            case org.apache.arrow.vector.complex.MapVector maps -> {
                StructVector entries = (StructVector) maps.getDataVector();
                Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
                for (int i = maps.getElementStartIndex(row); i < maps.getElementEndIndex(row); i++) {
                    values.put(actual(entries.getChildrenFromFields().get(0), i), actual(entries.getChildrenFromFields().get(1), i));
                }
                yield values;
            }
            case org.apache.arrow.vector.complex.ListVector lists -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (int i = lists.getElementStartIndex(row); i < lists.getElementEndIndex(row); i++) {
                    values.add(actual(lists.getDataVector(), i));
                }
                yield values;
            }
            case StructVector struct -> {
                List<@Nullable Object> values = new ArrayList<>();
                struct.getChildrenFromFields().forEach(child -> values.add(actual(child, row)));
                yield values;
            }
            default -> switch (vector.getObject(row)) {
                case byte[] bytes -> "0x" + HexFormat.of().formatHex(bytes);
                case org.apache.arrow.vector.util.Text text -> text.toString();
                case Period period -> period.toTotalMonths();
                case Object value -> value;
            };
        };
    }

    /** What {@link #actual} gives for a value in {@code Literal} form. */
    static @Nullable Object expected(@Nullable Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case DataType.ByteType _ -> ((Integer) value).byteValue();
            case DataType.ShortType _ -> ((Integer) value).shortValue();
            case DataType.FloatType _ -> ((Double) value).floatValue();
            case DataType.DecimalType decimal ->
                    new BigDecimal(value instanceof Long small ? BigInteger.valueOf(small) : (BigInteger) value,
                            decimal.scale());
            case DataType.TimestampNtzType _ ->
                    LocalDateTime.ofInstant(Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS), ZoneOffset.UTC);
            case DataType.YearMonthIntervalType _ -> (long) (Integer) value;
            case DataType.ArrayType(var element, var _) -> {
                List<@Nullable Object> values = new ArrayList<>();
                ((List<?>) value).forEach(each -> values.add(expected(each, element)));
                yield values;
            }
            case DataType.MapType(var key, var mapped, var _) -> {
                Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
                ((Map<?, ?>) value).forEach((from, to) -> values.put(expected(from, key), expected(to, mapped)));
                yield values;
            }
            case DataType.StructType(var fields) -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (int i = 0; i < fields.size(); i++) {
                    values.add(expected(((List<?>) value).get(i), fields.get(i).type()));
                }
                yield values;
            }
            case DataType.BooleanType _, DataType.IntType _, DataType.LongType _, DataType.DoubleType _,
                    DataType.StringType _, DataType.BinaryType _, DataType.DateType _, DataType.TimestampType _,
                    DataType.DayTimeIntervalType _, DataType.NullType _ ->
                    value;
        };
    }
}
