package dev.millrace.columnar;

import dev.millrace.api.Row;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of an application into the form of {@link dev.millrace.expr.Literal}. */
final class FromJava {

    private FromJava() {}

    static @Nullable Object convert(Object value, DataType type) {
        return switch (type) {
            case DataType.BooleanType _ when value instanceof Boolean -> value;
            case DataType.ByteType _ -> (int) integral(value, type, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case DataType.ShortType _ -> (int) integral(value, type, Short.MIN_VALUE, Short.MAX_VALUE);
            case DataType.IntType _ -> (int) integral(value, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DataType.LongType _ -> integral(value, type, Long.MIN_VALUE, Long.MAX_VALUE);
            case DataType.FloatType _ when value instanceof Number number && !(value instanceof BigDecimal) -> (double) number.floatValue();
            case DataType.DoubleType _ when value instanceof Number number && !(value instanceof BigDecimal) -> number.doubleValue();
            case DataType.DecimalType decimal -> decimal(value, decimal);
            case DataType.StringType _ when value instanceof CharSequence || value instanceof Character -> value.toString();
            case DataType.BinaryType _ when value instanceof byte[] -> value;
            case DataType.DateType _ when value instanceof LocalDate day -> (int) checked(day.toEpochDay(), value, type);
            case DataType.TimestampType _ -> microseconds(instant(value, type), value, type);
            case DataType.TimestampNtzType _ when value instanceof LocalDateTime local ->
                    microseconds(local.toInstant(ZoneOffset.UTC), value, type);
            case DataType.YearMonthIntervalType _ when value instanceof Period period && period.equals(period.withDays(0)) ->
                    (int) checked(period.toTotalMonths(), value, type);
            case DataType.DayTimeIntervalType _ when value instanceof Duration duration -> microseconds(duration, value, type);
            case DataType.ArrayType(var element, var _) -> converted(elements(value, type), element);
            case DataType.MapType(var key, var mapped, var _) when value instanceof Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
                map.forEach((from, to) -> entries.put(Values.fromJava(from, key), Values.fromJava(to, mapped)));
                yield Collections.unmodifiableMap(entries);
            }
            case DataType.StructType(var fields) -> struct(elements(value, type), fields, value, type);
            case DataType.BooleanType _, DataType.FloatType _, DataType.DoubleType _, DataType.StringType _,
                    DataType.BinaryType _, DataType.DateType _, DataType.TimestampNtzType _,
                    DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _, DataType.MapType _, DataType.NullType _ ->
                    throw mismatch(value, type);
        };
    }

    private static long integral(Object value, DataType type, long min, long max) {
        long number = switch (value) {
            case Byte small -> small;
            case Short small -> small;
            case Integer whole -> whole;
            case Long whole -> whole;
            case BigInteger big when big.bitLength() < Long.SIZE -> big.longValue();
            case BigInteger _ -> throw outOfRange(value, type);
            default -> throw mismatch(value, type);
        };
        if (number < min || number > max) {
            throw outOfRange(value, type);
        }
        return number;
    }

    private static Object decimal(Object value, DataType.DecimalType type) {
        BigDecimal number = switch (value) {
            case BigDecimal exact -> exact;
            case BigInteger integer -> new BigDecimal(integer);
            default -> BigDecimal.valueOf(integral(value, type, Long.MIN_VALUE, Long.MAX_VALUE));
        };
        long whole = number.signum() == 0 ? 0 : number.precision() - (long) number.scale();
        if (whole > type.precision() - type.scale()) {
            throw outOfRange(value, type);
        }
        // An exponent far below the scale would have setScale make a power of ten of that many digits.
        BigDecimal scaled =
                whole < -type.scale() ? BigDecimal.ZERO.setScale(type.scale()) : number.setScale(type.scale(), RoundingMode.HALF_UP);
        if (scaled.precision() > type.precision()) {
            throw outOfRange(value, type);
        }
        BigInteger unscaled = scaled.unscaledValue();
        return type.precision() <= DataType.DecimalType.MAX_LONG_PRECISION ? (Object) unscaled.longValueExact() : unscaled;
    }

    private static Instant instant(Object value, DataType type) {
        return switch (value) {
            case Instant instant -> instant;
            case ZonedDateTime zoned -> zoned.toInstant();
            case OffsetDateTime offset -> offset.toInstant();
            default -> throw mismatch(value, type);
        };
    }

    private static long microseconds(Instant instant, Object value, DataType type) {
        return microseconds(instant.getEpochSecond(), instant.getNano(), value, type);
    }

    private static long microseconds(Duration duration, Object value, DataType type) {
        return microseconds(duration.getSeconds(), duration.getNano(), value, type);
    }

    /** The least value of a long is some microseconds before a whole second, so a negative time is counted back from the next second. */
    private static long microseconds(long seconds, int nanos, Object value, DataType type) {
        try {
            return seconds < 0
                    ? Math.addExact(Math.multiplyExact(seconds + 1, 1_000_000L), nanos / 1000 - 1_000_000L)
                    : Math.addExact(Math.multiplyExact(seconds, 1_000_000L), nanos / 1000L);
        } catch (ArithmeticException e) {
            throw outOfRange(value, type);
        }
    }

    private static long checked(long number, Object value, DataType type) {
        if (number != (int) number) {
            throw outOfRange(value, type);
        }
        return number;
    }

    private static List<?> elements(Object value, DataType type) {
        return switch (value) {
            case List<?> list -> list;
            case Row row when type instanceof DataType.StructType -> row.toList();
            case Object[] array -> Arrays.asList(array);
            default -> throw mismatch(value, type);
        };
    }

    private static List<@Nullable Object> converted(List<?> values, DataType element) {
        List<@Nullable Object> converted = new ArrayList<>(values.size());
        for (Object value : values) {
            converted.add(Values.fromJava(value, element));
        }
        return Collections.unmodifiableList(converted);
    }

    private static List<@Nullable Object> struct(List<?> values, List<Field> fields, Object value, DataType type) {
        if (values.size() != fields.size()) {
            throw mismatch(value, type);
        }
        List<@Nullable Object> converted = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            converted.add(Values.fromJava(values.get(i), fields.get(i).type()));
        }
        return Collections.unmodifiableList(converted);
    }

    private static EngineException mismatch(Object value, DataType type) {
        return ErrorCondition.INVALID_EXTERNAL_TYPE.with("value", value, "javaType", value.getClass().getName(), "type", type.sql());
    }

    private static EngineException outOfRange(Object value, DataType type) {
        return ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE.with("value", value, "to", type.sql(), "expression", "a value of the application");
    }
}
