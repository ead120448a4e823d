package dev.millrace.columnar;

import dev.millrace.api.Row;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Single values: out of vectors in the form of {@link dev.millrace.expr.Literal}, and between that form and the Java classes of the API.
 * For what is done once a query or once a printed row, not for kernels.
 *
 * <p>{@code Object day = Values.toJava(Values.get(batch.column(1), 0), DataType.DATE);}
 */
public final class Values {

    private Values() {}

    /** The value of one row, or null. */
    public static @Nullable Object get(Vector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case BooleanVector(var _, var values, var _, var _) -> values[row] != 0;
            case IntVector(var _, var values, var _, var _) -> values[row];
            case LongVector(var _, var values, var _, var _) -> values[row];
            case DoubleVector(var _, var values, var _, var _) -> values[row];
            case Decimal128Vector(var _, var words, var _, var _) -> decimal128(words[2 * row], words[2 * row + 1]);
            case BytesVector(var type, var data, var starts, var lengths, var _, var _) -> type instanceof DataType.BinaryType
                    ? Arrays.copyOfRange(data, starts[row], starts[row] + lengths[row])
                    : new String(data, starts[row], lengths[row], StandardCharsets.UTF_8);
            case ListVector(var _, var starts, var lengths, var elements, var _, var _) -> list(elements, starts[row], lengths[row]);
            case MapVector(var _, var starts, var lengths, var keys, var values, var _, var _) ->
                    map(keys, values, starts[row], lengths[row]);
            case StructVector(var _, var fields, var _, var _) -> {
                List<@Nullable Object> values = new ArrayList<>(fields.size());
                for (Vector field : fields) {
                    values.add(get(field, row));
                }
                yield Collections.unmodifiableList(values);
            }
            case DictionaryVector(var codes, var dictionary, var _, var _) -> get(dictionary, codes[row]);
            case ConstantVector(var value, var _) -> get(value, 0);
            case NullVector _ -> null;
        };
    }

    /** The unscaled value that two words hold. */
    public static BigInteger decimal128(long low, long high) {
        if (high == low >> 63) {
            return BigInteger.valueOf(low);
        }
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> (8 * (7 - i)));
            bytes[8 + i] = (byte) (low >>> (8 * (7 - i)));
        }
        return new BigInteger(bytes);
    }

    /**
     * The value as an application sees it: Boolean, Byte, Short, Integer, Long, Float, Double, BigDecimal (with the type's scale), String,
     * byte[], LocalDate, Instant (TIMESTAMP), LocalDateTime (TIMESTAMP_NTZ), Period (months normalized to years), Duration, List, Map, Row
     * (STRUCT).
     */
    public static @Nullable Object toJava(@Nullable Object literalForm, DataType type) {
        if (literalForm == null) {
            return null;
        }
        return switch (type) {
            case DataType.BooleanType _, DataType.IntType _, DataType.LongType _, DataType.DoubleType _,
                    DataType.StringType _, DataType.BinaryType _ ->
                    literalForm;
            case DataType.ByteType _ -> ((Integer) literalForm).byteValue();
            case DataType.ShortType _ -> ((Integer) literalForm).shortValue();
            case DataType.FloatType _ -> ((Double) literalForm).floatValue();
            case DataType.DecimalType decimal -> literalForm instanceof BigInteger unscaled
                    ? new BigDecimal(unscaled, decimal.scale())
                    : BigDecimal.valueOf((Long) literalForm, decimal.scale());
            case DataType.DateType _ -> LocalDate.ofEpochDay((Integer) literalForm);
            case DataType.TimestampType _ -> Instant.EPOCH.plus((Long) literalForm, ChronoUnit.MICROS);
            case DataType.TimestampNtzType _ ->
                    LocalDateTime.ofInstant(Instant.EPOCH.plus((Long) literalForm, ChronoUnit.MICROS), ZoneOffset.UTC);
            case DataType.YearMonthIntervalType _ -> Period.ofMonths((Integer) literalForm).normalized();
            case DataType.DayTimeIntervalType _ -> Duration.of((Long) literalForm, ChronoUnit.MICROS);
            case DataType.ArrayType(var element, var _) -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (Object value : (List<?>) literalForm) {
                    values.add(toJava(value, element));
                }
                yield Collections.unmodifiableList(values);
            }
            case DataType.MapType(var key, var value, var _) -> {
                Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
                ((Map<?, ?>) literalForm).forEach((from, to) -> entries.put(toJava(from, key), toJava(to, value)));
                yield Collections.unmodifiableMap(entries);
            }
            case DataType.StructType(var fields) -> {
                List<@Nullable Object> values = new ArrayList<>(fields.size());
                for (int i = 0; i < fields.size(); i++) {
                    values.add(toJava(((List<?>) literalForm).get(i), fields.get(i).type()));
                }
                yield Row.of(new Schema(fields), values);
            }
            case DataType.NullType _ -> null;
        };
    }

    /**
     * The other way. Takes any class from which the value can be had without loss of meaning: every integral class for a number that fits,
     * BigInteger for DECIMAL, ZonedDateTime and OffsetDateTime for TIMESTAMP, a list or array for ARRAY, a Row or list for STRUCT. Digits
     * and nanoseconds beyond the type's are rounded half up and cut.
     *
     * @throws dev.millrace.error.EngineException INVALID_EXTERNAL_TYPE for another class, NUMERIC_VALUE_OUT_OF_RANGE for a value that does
     *                not fit
     */
    public static @Nullable Object fromJava(@Nullable Object value, DataType type) {
        return value == null ? null : FromJava.convert(value, type);
    }

    private static List<@Nullable Object> list(Vector elements, int start, int length) {
        List<@Nullable Object> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(get(elements, start + i));
        }
        return Collections.unmodifiableList(values);
    }

    private static Map<Object, @Nullable Object> map(Vector keys, Vector values, int start, int length) {
        Map<Object, @Nullable Object> entries = LinkedHashMap.newLinkedHashMap(length);
        for (int i = 0; i < length; i++) {
            Object key = get(keys, start + i);
            if (key != null) {
                entries.put(key, get(values, start + i));
            }
        }
        return Collections.unmodifiableMap(entries);
    }
}
