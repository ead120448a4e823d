package dev.millrace.columnar;

import dev.millrace.error.ErrorCondition;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects values of one type into arrays of its own: rows copied from vectors (a join's build side, a sort's buffer, groups' keys), or single values in
 * {@link dev.millrace.expr.Literal} form. Text is copied: what is built shares nothing with its sources.
 *
 * <p>{@code VectorBuilder keys = VectorBuilder.of(DataType.BIGINT, 1024); keys.append(batch.column(0), rows, count); Vector all = keys.build();}
 */
public final class VectorBuilder {

    private final DataType type;
    private int length;
    private long @Nullable [] validity;
    private byte[] bytes = {};
    private int byteCount;
    private int[] ints = {};
    private int[] lengths = {};
    private long[] longs = {};
    private double[] doubles = {};
    private final List<VectorBuilder> children = new ArrayList<>();

    private VectorBuilder(DataType type, int capacity) {
        this.type = type;
        switch (type) {
            case DataType.ArrayType(var element, var _) -> children.add(new VectorBuilder(element, capacity));
            case DataType.MapType(var key, var value, var _) -> {
                children.add(new VectorBuilder(key, capacity));
                children.add(new VectorBuilder(value, capacity));
            }
            case DataType.StructType(var fields) -> fields.forEach(field -> children.add(new VectorBuilder(field.type(), capacity)));
            default -> {
            }
        }
        reserveRows(capacity);
    }

    public static VectorBuilder of(DataType type, int capacity) {
        return new VectorBuilder(type, capacity);
    }

    /** A vector of nulls. */
    public static Vector allNull(DataType type, int length) {
        VectorBuilder builder = new VectorBuilder(type, length);
        for (int i = 0; i < length; i++) {
            builder.appendNull();
        }
        return builder.build();
    }

    /** One value in {@code Literal} form as a vector of length one. */
    public static Vector single(@Nullable Object value, DataType type) {
        VectorBuilder builder = new VectorBuilder(type, 1);
        builder.appendValue(value);
        return builder.build();
    }

    public DataType type() {
        return type;
    }

    public int length() {
        return length;
    }

    /** Bytes of the arrays that are held. */
    public long heldBytes() {
        long held = bytes.length + 4L * ints.length + 4L * lengths.length + 8L * longs.length + 8L * doubles.length
                + (validity == null ? 0 : 8L * validity.length);
        for (VectorBuilder child : children) {
            held += child.heldBytes();
        }
        return held;
    }

    /** Appends all rows of {@code vector}. */
    public void appendAll(Vector vector) {
        int[] rows = new int[vector.length()];
        Arrays.setAll(rows, row -> row);
        append(vector, rows, 0, rows.length);
    }

    /** Appends {@code count} rows of {@code vector}, those that {@code rows} names from {@code from} on. */
    public void append(Vector vector, int[] rows, int from, int count) {
        reserveRows(length + count);
        Vector values = vector;
        int[] at = rows;
        int first = from;
        if (vector instanceof DictionaryVector(var codes, var dictionary, var _, var _)) {
            at = new int[count];
            for (int i = 0; i < count; i++) {
                at[i] = codes[rows[from + i]];
            }
            first = 0;
            values = dictionary;
        } else if (vector instanceof ConstantVector(var value, var _)) {
            at = new int[count];
            first = 0;
            values = value;
        }
        appendValidity(vector, rows, from, count);
        switch (values) {
            case BooleanVector flat -> {
                for (int i = 0; i < count; i++) {
                    bytes[length + i] = flat.values()[at[first + i]];
                }
            }
            case IntVector flat -> {
                int[] source = flat.values();
                for (int i = 0; i < count; i++) {
                    ints[length + i] = source[at[first + i]];
                }
            }
            case LongVector flat -> {
                long[] source = flat.values();
                for (int i = 0; i < count; i++) {
                    longs[length + i] = source[at[first + i]];
                }
            }
            case DoubleVector flat -> {
                double[] source = flat.values();
                for (int i = 0; i < count; i++) {
                    doubles[length + i] = source[at[first + i]];
                }
            }
            case Decimal128Vector flat -> {
                long[] source = flat.words();
                for (int i = 0; i < count; i++) {
                    longs[2 * (length + i)] = source[2 * at[first + i]];
                    longs[2 * (length + i) + 1] = source[2 * at[first + i] + 1];
                }
            }
            case BytesVector flat -> appendBytes(flat, at, first, count);
            case ListVector flat -> appendLists(flat.starts(), flat.lengths(), List.of(flat.elements()), at, first, count);
            case MapVector flat -> appendLists(flat.starts(), flat.lengths(), List.of(flat.keys(), flat.values()), at, first, count);
            case StructVector flat -> {
                for (int child = 0; child < children.size(); child++) {
                    children.get(child).append(flat.fields().get(child), at, first, count);
                }
            }
            case NullVector _ -> {
                for (VectorBuilder child : children) {
                    if (type instanceof DataType.StructType) {
                        for (int i = 0; i < count; i++) {
                            child.appendNull();
                        }
                    }
                }
            }
            case DictionaryVector _, ConstantVector _ -> throw new IllegalArgumentException("nested encoding");
        }
        length += count;
    }

    public void appendNull() {
        appendValue(null);
    }

    /** Appends one value in {@code Literal} form. */
    public void appendValue(@Nullable Object value) {
        reserveRows(length + 1);
        if (value == null) {
            markNull(length);
        } else if (validity != null) {
            Validity.setValid(validity, length);
        }
        switch (type.storage()) {
            case BOOLEAN -> bytes[length] = (byte) (Boolean.TRUE.equals(value) ? 1 : 0);
            case INT -> ints[length] = value == null ? 0 : (Integer) value;
            case LONG -> longs[length] = value == null ? 0 : (Long) value;
            case DOUBLE -> doubles[length] = value == null ? 0 : (Double) value;
            case DECIMAL128 -> {
                BigInteger unscaled = value == null ? BigInteger.ZERO : (BigInteger) value;
                longs[2 * length] = unscaled.longValue();
                longs[2 * length + 1] = unscaled.shiftRight(64).longValue();
            }
            case BYTES -> {
                byte[] text = switch (value) {
                    case null -> new byte[0];
                    case String string -> string.getBytes(StandardCharsets.UTF_8);
                    default -> (byte[]) value;
                };
                reserveBytes(byteCount + (long) text.length);
                ints[length] = byteCount;
                lengths[length] = text.length;
                System.arraycopy(text, 0, bytes, byteCount, text.length);
                byteCount += text.length;
            }
            case LIST -> {
                List<?> elements = value == null ? List.of() : (List<?>) value;
                ints[length] = children.getFirst().length;
                lengths[length] = elements.size();
                elements.forEach(children.getFirst()::appendValue);
            }
            case MAP -> {
                Map<?, ?> entries = value == null ? Map.of() : (Map<?, ?>) value;
                ints[length] = children.getFirst().length;
                lengths[length] = entries.size();
                entries.forEach((key, mapped) -> {
                    children.get(0).appendValue(key);
                    children.get(1).appendValue(mapped);
                });
            }
            case STRUCT -> {
                for (int child = 0; child < children.size(); child++) {
                    children.get(child).appendValue(value == null ? null : ((List<?>) value).get(child));
                }
            }
            case NULL -> {
            }
        }
        length++;
    }

    /** The rows so far, over this builder's arrays: a later append may add behind them but never changes them; {@link #clear} does. */
    public Vector build() {
        long[] valid = validity;
        return switch (type.storage()) {
            case BOOLEAN -> new BooleanVector(type, bytes, length, valid);
            case INT -> new IntVector(type, ints, length, valid);
            case LONG -> new LongVector(type, longs, length, valid);
            case DOUBLE -> new DoubleVector(type, doubles, length, valid);
            case DECIMAL128 -> new Decimal128Vector(type, longs, length, valid);
            case BYTES -> new BytesVector(type, bytes, ints, lengths, length, valid);
            case LIST -> new ListVector(type, ints, lengths, children.getFirst().build(), length, valid);
            case MAP -> new MapVector(type, ints, lengths, children.get(0).build(), children.get(1).build(), length, valid);
            case STRUCT -> new StructVector(type, children.stream().map(VectorBuilder::build).toList(), length, valid);
            case NULL -> new NullVector(length);
        };
    }

    /** Forgets the rows, keeps the arrays. */
    public void clear() {
        length = 0;
        byteCount = 0;
        validity = null;
        children.forEach(VectorBuilder::clear);
    }

    private void appendValidity(Vector vector, int[] rows, int from, int count) {
        long[] source = vector.validity();
        if (source == null && validity == null) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (!Validity.isValid(source, rows[from + i])) {
                markNull(length + i);
            } else if (validity != null) {
                Validity.setValid(validity, length + i);
            }
        }
    }

    private void markNull(int row) {
        if (validity == null) {
            validity = new long[Math.max(Validity.words(row + 1), Validity.words(rowCapacity()))];
            Arrays.fill(validity, -1L);
        } else if (row >> 6 >= validity.length) {
            int before = validity.length;
            validity = Arrays.copyOf(validity, Math.max(Validity.words(row + 1), 2 * before));
            Arrays.fill(validity, before, validity.length, -1L);
        }
        Validity.setNull(validity, row);
    }

    private void appendBytes(BytesVector flat, int[] at, int first, int count) {
        int[] sourceStarts = flat.starts();
        int[] sourceLengths = flat.lengths();
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += sourceLengths[at[first + i]];
        }
        reserveBytes(byteCount + total);
        byte[] source = flat.data();
        int to = byteCount;
        for (int i = 0; i < count; i++) {
            int row = at[first + i];
            int size = sourceLengths[row];
            ints[length + i] = to;
            lengths[length + i] = size;
            System.arraycopy(source, sourceStarts[row], bytes, to, size);
            to += size;
        }
        byteCount = to;
    }

    private void appendLists(int[] sourceStarts, int[] sourceLengths, List<Vector> sources, int[] at, int first, int count) {
        int total = 0;
        for (int i = 0; i < count; i++) {
            total += sourceLengths[at[first + i]];
        }
        int[] elements = new int[total];
        int next = 0;
        int base = children.getFirst().length;
        for (int i = 0; i < count; i++) {
            int row = at[first + i];
            ints[length + i] = base + next;
            lengths[length + i] = sourceLengths[row];
            for (int element = 0; element < sourceLengths[row]; element++) {
                elements[next++] = sourceStarts[row] + element;
            }
        }
        for (int child = 0; child < sources.size(); child++) {
            children.get(child).append(sources.get(child), elements, 0, total);
        }
    }

    private int rowCapacity() {
        return switch (type.storage()) {
            case BOOLEAN -> bytes.length;
            case INT, BYTES, LIST, MAP -> ints.length;
            case LONG -> longs.length;
            case DOUBLE -> doubles.length;
            case DECIMAL128 -> longs.length / 2;
            case STRUCT, NULL -> length + 1;
        };
    }

    private void reserveRows(int rows) {
        if (validity != null && Validity.words(rows) > validity.length) {
            int before = validity.length;
            validity = Arrays.copyOf(validity, Math.max(Validity.words(rows), 2 * before));
            Arrays.fill(validity, before, validity.length, -1L);
        }
        if (rows <= rowCapacity() && type.storage() != Storage.STRUCT) {
            return;
        }
        int capacity = Math.max(rows, Math.max(16, grown(rowCapacity())));
        switch (type.storage()) {
            case BOOLEAN -> bytes = Arrays.copyOf(bytes, capacity);
            case INT -> ints = Arrays.copyOf(ints, capacity);
            case LONG -> longs = Arrays.copyOf(longs, capacity);
            case DOUBLE -> doubles = Arrays.copyOf(doubles, capacity);
            case DECIMAL128 -> longs = Arrays.copyOf(longs, Math.multiplyExact(2, capacity));
            case BYTES, LIST, MAP -> {
                ints = Arrays.copyOf(ints, capacity);
                lengths = Arrays.copyOf(lengths, capacity);
            }
            case STRUCT, NULL -> {
            }
        }
    }

    private void reserveBytes(long needed) {
        if (needed > bytes.length) {
            if (needed > Integer.MAX_VALUE - 64) {
                throw ErrorCondition.MEMORY_LIMIT_EXCEEDED.with("requested", needed + " B", "holder", "one column", "limit", "2 GiB",
                        "holders", "strings of one column");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 64L, Math.max(64L, bytes.length * 2L))));
        }
    }

    private static int grown(int capacity) {
        return (int) Math.min(Integer.MAX_VALUE - 64L, capacity + (capacity >> 1) + 16L);
    }
}
