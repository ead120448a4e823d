package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result, or a STRUCT value. Immutable; values may be null. A value's class follows its type: Boolean, Byte, Short, Integer,
 * Long, Float, Double, BigDecimal, String, byte[], {@link LocalDate} (DATE), {@link Instant} (TIMESTAMP), {@link LocalDateTime}
 * (TIMESTAMP_NTZ), {@link java.time.Period} and {@link java.time.Duration} (intervals), {@link List} (ARRAY), {@link Map} (MAP), {@code
 * Row} (STRUCT).
 *
 * <p>{@code for (Row row : trips.collect()) { sum += row.getDouble("total_amount"); }}
 *
 * <p>Columns are counted from 0. Names are found ignoring case; a row made by {@link #of(Object...)} has no names. A numeric getter widens:
 * {@code getLong} also reads an INT, {@code getDouble} any number but a DECIMAL. A primitive getter refuses a null with ROW_VALUE_IS_NULL,
 * the others return it.
 */
public final class Row {

    private final @Nullable Object[] values;
    private final Schema schema;

    private Row(Schema schema, @Nullable Object[] values) {
        this.schema = schema;
        this.values = values;
    }

    /** A row without column names: {@code Row.of(1, "ada", null)}. */
    public static Row of(@Nullable Object... values) {
        return new Row(Schema.EMPTY, values.clone());
    }

    /**
     * A row with column names, as many values as the schema has columns. {@code Row.of(null, list)} has no schema, so it is a row of two
     * values like any other that {@link #of(Object...)} makes.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE when the numbers differ
     */
    public static Row of(@Nullable Schema schema, @Nullable List<? extends @Nullable Object> values) {
        if (schema == null) {
            return new Row(Schema.EMPTY, new @Nullable Object[] {null, values});
        }
        int given = values == null ? 0 : values.size();
        if (given != schema.size()) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "values", "function", "Row.of", "expected",
                    schema.size() + " values",
                    "actual", given);
        }
        return new Row(schema, values == null ? new @Nullable Object[0] : values.toArray());
    }

    /** A row over an array that nobody changes any more. */
    static Row ofOwned(Schema schema, @Nullable Object[] values) {
        return new Row(schema, values);
    }

    /** Number of columns. */
    public int size() {
        return values.length;
    }

    /** Number of columns; Spark's other name of {@link #size()}. */
    public int length() {
        return values.length;
    }

    /** Names and types of the columns; {@link Schema#EMPTY} for a row that was made without. */
    public Schema schema() {
        return schema;
    }

    /** The values in order, unmodifiable. */
    public List<@Nullable Object> toList() {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /**
     * Position of a column.
     *
     * @throws EngineException FIELD_NOT_FOUND
     */
    public int fieldIndex(String name) {
        int ordinal = schema.indexOf(name);
        if (ordinal < 0) {
            throw ErrorCondition.FIELD_NOT_FOUND.with("field", name, "fields", schema.names());
        }
        return ordinal;
    }

    public @Nullable Object get(int ordinal) {
        return values[ordinal];
    }

    /** @throws EngineException FIELD_NOT_FOUND */
    public @Nullable Object get(String name) {
        return values[fieldIndex(name)];
    }

    /**
     * The value as the class that the caller assigns it to: {@code LocalDate day = row.getAs(2)}; ClassCastException there when it is
     * another.
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends @Nullable Object> T getAs(int ordinal) {
        return (T) values[ordinal];
    }

    /** As {@link #getAs(int)}, by name. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends @Nullable Object> T getAs(String name) {
        return (T) values[fieldIndex(name)];
    }

    public boolean isNullAt(int ordinal) {
        return values[ordinal] == null;
    }

    public boolean isNullAt(String name) {
        return isNullAt(fieldIndex(name));
    }

    /** True when any value is null. */
    public boolean anyNull() {
        for (Object value : values) {
            if (value == null) {
                return true;
            }
        }
        return false;
    }

    public boolean getBoolean(int ordinal) {
        return present(ordinal) instanceof Boolean value ? value : this.<Boolean>mismatch("getBoolean", ordinal);
    }

    public boolean getBoolean(String name) {
        return getBoolean(fieldIndex(name));
    }

    public byte getByte(int ordinal) {
        return present(ordinal) instanceof Byte value ? value : this.<Byte>mismatch("getByte", ordinal);
    }

    public byte getByte(String name) {
        return getByte(fieldIndex(name));
    }

    public short getShort(int ordinal) {
        return switch (present(ordinal)) {
            case Byte value -> value;
            case Short value -> value;
            default -> this.<Short>mismatch("getShort", ordinal);
        };
    }

    public short getShort(String name) {
        return getShort(fieldIndex(name));
    }

    public int getInt(int ordinal) {
        return switch (present(ordinal)) {
            case Integer value -> value;
            case Short value -> value;
            case Byte value -> value;
            default -> this.<Integer>mismatch("getInt", ordinal);
        };
    }

    public int getInt(String name) {
        return getInt(fieldIndex(name));
    }

    public long getLong(int ordinal) {
        return present(ordinal) instanceof Long value ? value : getInt(ordinal);
    }

    public long getLong(String name) {
        return getLong(fieldIndex(name));
    }

    public float getFloat(int ordinal) {
        return present(ordinal) instanceof Float value ? value : this.<Float>mismatch("getFloat", ordinal);
    }

    public float getFloat(String name) {
        return getFloat(fieldIndex(name));
    }

    public double getDouble(int ordinal) {
        return switch (present(ordinal)) {
            case Double value -> value;
            case Float value -> value;
            case Long value -> value;
            case Integer value -> value;
            case Short value -> value;
            case Byte value -> value;
            default -> this.<Double>mismatch("getDouble", ordinal);
        };
    }

    public double getDouble(String name) {
        return getDouble(fieldIndex(name));
    }

    public @Nullable String getString(int ordinal) {
        return get("getString", ordinal, String.class);
    }

    public @Nullable String getString(String name) {
        return getString(fieldIndex(name));
    }

    public @Nullable BigDecimal getDecimal(int ordinal) {
        return get("getDecimal", ordinal, BigDecimal.class);
    }

    public @Nullable BigDecimal getDecimal(String name) {
        return getDecimal(fieldIndex(name));
    }

    /** A BINARY value: the row's own array, not to be changed. */
    public byte @Nullable [] getBinary(int ordinal) {
        return get("getBinary", ordinal, byte[].class);
    }

    public byte @Nullable [] getBinary(String name) {
        return getBinary(fieldIndex(name));
    }

    public @Nullable LocalDate getDate(int ordinal) {
        return get("getDate", ordinal, LocalDate.class);
    }

    public @Nullable LocalDate getDate(String name) {
        return getDate(fieldIndex(name));
    }

    public @Nullable Instant getTimestamp(int ordinal) {
        return get("getTimestamp", ordinal, Instant.class);
    }

    public @Nullable Instant getTimestamp(String name) {
        return getTimestamp(fieldIndex(name));
    }

    /** A TIMESTAMP_NTZ value. */
    public @Nullable LocalDateTime getLocalDateTime(int ordinal) {
        return get("getLocalDateTime", ordinal, LocalDateTime.class);
    }

    public @Nullable LocalDateTime getLocalDateTime(String name) {
        return getLocalDateTime(fieldIndex(name));
    }

    /** An ARRAY value; elements may be null. */
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object> @Nullable List<T> getList(int ordinal) {
        return (List<T>) get("getList", ordinal, List.class);
    }

    public <T extends @Nullable Object> @Nullable List<T> getList(String name) {
        return getList(fieldIndex(name));
    }

    /** A MAP value in the order of its entries; values may be null. */
    @SuppressWarnings("unchecked")
    public <K, V extends @Nullable Object> @Nullable Map<K, V> getMap(int ordinal) {
        return (Map<K, V>) get("getMap", ordinal, Map.class);
    }

    public <K, V extends @Nullable Object> @Nullable Map<K, V> getMap(String name) {
        return getMap(fieldIndex(name));
    }

    /** A STRUCT value. */
    public @Nullable Row getStruct(int ordinal) {
        return get("getStruct", ordinal, Row.class);
    }

    public @Nullable Row getStruct(String name) {
        return getStruct(fieldIndex(name));
    }

    /** Equal when the values are, whatever the columns are called; byte arrays by content. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && Arrays.deepEquals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }

    /** {@code [1,ada,NULL]}. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>(values.length);
        for (Object value : values) {
            texts.add(switch (value) {
                case null -> "NULL";
                case byte[] bytes -> "[" + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes) + "]";
                default -> value.toString();
            });
        }
        return "[" + String.join(",", texts) + "]";
    }

    private Object present(int ordinal) {
        Object value = values[ordinal];
        if (value == null) {
            throw ErrorCondition.ROW_VALUE_IS_NULL.with("column", describe(ordinal));
        }
        return value;
    }

    private <T> @Nullable T get(String getter, int ordinal, Class<T> wanted) {
        Object value = values[ordinal];
        return value == null || wanted.isInstance(value) ? wanted.cast(value) : mismatch(getter, ordinal);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private <T> T mismatch(String getter, int ordinal) {
        Object value = present(ordinal);
        throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the column", "function", getter, "expected",
                "a column of that type", "actual", describe(ordinal) + ", which holds a " + value.getClass().getSimpleName());
    }

    private String describe(int ordinal) {
        return ordinal < schema.size() ? "column " + schema.field(ordinal).name() : "column " + ordinal;
    }
}
