package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
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

/** Java values as constants of the type that fits them. */
final class JavaLiterals {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private JavaLiterals() {}

    /** What a Column describes, or the constant that a value is. */
    static UnresolvedExpr expr(@Nullable Object value) {
        if (value instanceof Column column) {
            return column.expr();
        }
        if (value instanceof List<?> list && !isUniform(list)) {
            List<UnresolvedExpr> elements = new ArrayList<>(list.size());
            for (Object element : list) {
                elements.add(expr(element));
            }
            return UnresolvedCall.of("array", elements.toArray(new UnresolvedExpr[0]));
        }
        return new UnresolvedLiteral(literal(value));
    }

    /** @throws EngineException UNSUPPORTED_FEATURE for a class that no type fits */
    static Literal literal(@Nullable Object value) {
        return switch (value) {
            case null -> Literal.ofNull(DataType.NULL);
            case Boolean bool -> Literal.of((boolean) bool);
            case Byte number -> new Literal((int) number, DataType.TINYINT);
            case Short number -> new Literal((int) number, DataType.SMALLINT);
            case Integer number -> Literal.of((int) number);
            case Long number -> Literal.of((long) number);
            case Float number -> new Literal((double) number, DataType.FLOAT);
            case Double number -> Literal.of((double) number);
            case BigDecimal number -> decimal(number);
            case BigInteger number -> decimal(new BigDecimal(number));
            case String text -> Literal.of(text);
            case Character character -> Literal.of(character.toString());
            case byte[] bytes -> new Literal(bytes.clone(), DataType.BINARY);
            case LocalDate date -> new Literal(days(date), DataType.DATE);
            case Instant instant -> new Literal(micros(instant.getEpochSecond(), instant.getNano(), value), DataType.TIMESTAMP);
            case ZonedDateTime time -> literal(time.toInstant());
            case OffsetDateTime time -> literal(time.toInstant());
            case LocalDateTime time ->
                    new Literal(micros(time.toEpochSecond(ZoneOffset.UTC), time.getNano(), value), DataType.TIMESTAMP_NTZ);
            case Duration duration -> new Literal(micros(duration.getSeconds(), duration.getNano(), value), DataType.INTERVAL_DAY_TIME);
            case Period period -> months(period);
            case List<?> list -> array(list);
            case Map<?, ?> map -> map(map);
            case Row row -> struct(row);
            case Object[] array -> array(Arrays.asList(array));
            case int[] array -> array(Arrays.stream(array).boxed().toList());
            case long[] array -> array(Arrays.stream(array).boxed().toList());
            case double[] array -> array(Arrays.stream(array).boxed().toList());
            default -> throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature",
                    "A constant of the Java class " + value.getClass().getName(), "advice",
                    "Use a number, text, byte[], a value of java.time, a List, a Map or a Row.");
        };
    }

    /** All elements are constants of one type, or null. */
    private static boolean isUniform(List<?> list) {
        DataType type = DataType.NULL;
        for (Object element : list) {
            if (element instanceof Column || element instanceof List<?> inner && !isUniform(inner)) {
                return false;
            }
            DataType found = literal(element).type();
            if (type.equals(DataType.NULL)) {
                type = found;
            } else if (!found.equals(DataType.NULL) && !found.equals(type)) {
                return false;
            }
        }
        return true;
    }

    private static Literal decimal(BigDecimal number) {
        BigDecimal value = number.scale() < 0 ? number.setScale(0) : number;
        int precision = Math.max(value.precision(), value.scale());
        if (precision > DataType.DecimalType.MAX_PRECISION) {
            throw ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE.with("value", number, "to", "DECIMAL(38)", "expression", "lit");
        }
        DataType type = DataType.decimal(Math.max(precision, 1), value.scale());
        return new Literal(
                precision <= DataType.DecimalType.MAX_LONG_PRECISION ? (Object) value.unscaledValue().longValueExact()
                        : value.unscaledValue(),
                type);
    }

    private static int days(LocalDate date) {
        try {
            return Math.toIntExact(date.toEpochDay());
        } catch (ArithmeticException e) {
            throw ErrorCondition.DATETIME_FIELD_OUT_OF_BOUNDS.caused(e, "detail", date + " is beyond the dates there are.");
        }
    }

    private static long micros(long seconds, int nanos, Object value) {
        try {
            // a second early and a second more: the smallest value has whole seconds that alone do not fit
            return seconds < 0
                    ? Math.addExact(Math.multiplyExact(seconds + 1, MICROS_PER_SECOND), nanos / 1000 - MICROS_PER_SECOND)
                    : Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), (long) nanos / 1000);
        } catch (ArithmeticException e) {
            throw ErrorCondition.DATETIME_FIELD_OUT_OF_BOUNDS.caused(e, "detail", value + " does not fit into 64 bits of microseconds.");
        }
    }

    private static Literal months(Period period) {
        if (period.getDays() != 0) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A Period of months and days (" + period + ")", "advice",
                    "Use a Period of years and months, or a Duration.");
        }
        return new Literal(Math.toIntExact(period.toTotalMonths()), DataType.INTERVAL_YEAR_MONTH);
    }

    private static Literal array(List<?> list) {
        List<@Nullable Object> elements = new ArrayList<>(list.size());
        DataType type = elements(list, elements);
        return new Literal(Collections.unmodifiableList(elements), new DataType.ArrayType(type, elements.contains(null)));
    }

    private static Literal map(Map<?, ?> map) {
        List<@Nullable Object> keys = new ArrayList<>(map.size());
        List<@Nullable Object> values = new ArrayList<>(map.size());
        DataType keyType = elements(map.keySet(), keys);
        DataType valueType = elements(map.values(), values);
        Map<@Nullable Object, @Nullable Object> entries = LinkedHashMap.newLinkedHashMap(map.size());
        for (int i = 0; i < keys.size(); i++) {
            entries.put(keys.get(i), values.get(i));
        }
        return new Literal(Collections.unmodifiableMap(entries), new DataType.MapType(keyType, valueType, values.contains(null)));
    }

    private static Literal struct(Row row) {
        List<@Nullable Object> values = new ArrayList<>(row.size());
        List<Field> fields = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            Literal value = literal(row.get(i));
            values.add(value.value());
            String name = row.schema().size() == 0 ? "col" + (i + 1) : row.schema().field(i).name();
            DataType type = value.value() == null && row.schema().size() > 0 ? row.schema().type(i) : value.type();
            fields.add(new Field(name, type, value.value() == null));
        }
        return new Literal(Collections.unmodifiableList(values), new DataType.StructType(fields));
    }

    /** Adds the Literal form of each element and gives their one type. */
    private static DataType elements(Iterable<?> elements, List<@Nullable Object> values) {
        DataType type = DataType.NULL;
        for (Object element : elements) {
            Literal value = literal(element);
            values.add(value.value());
            if (type.equals(DataType.NULL)) {
                type = value.type();
            } else if (value.value() != null && !value.type().equals(type)) {
                throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "a constant", "detail",
                        "its elements are of different types, " + type.sql() + " and " + value.type().sql() + ".");
            }
        }
        return type;
    }
}
