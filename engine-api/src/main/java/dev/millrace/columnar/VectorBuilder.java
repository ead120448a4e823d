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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects values of one type into arrays of its own: rows copied from vectors (a join's build side, a sort's buffer, groups' keys), or
 * single values in {@link dev.millrace.expr.Literal} form. Text is copied: what is built shares nothing with its sources.
 *
 * <p>{@code VectorBuilder keys = VectorBuilder.of(DataType.BIGINT, 1024); keys.append(batch.column(0), rows, count); Vector all =
 * keys.build();}
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
        builder.appendNulls(length);
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
        append(vector, null, 0, vector.length());
    }

    /** Appends {@code count} consecutive rows of {@code vector}, from row {@code from} on. */
    public void append(Vector vector, int from, int count) {
        Objects.checkFromIndexSize(from, count, vector.length());
        append(vector, null, from, count);
    }

    /**
     * Appends {@code count} rows of {@code vector}: those that {@code rows} names from its entry {@code from} on, or, when {@code rows} is
     * null, those from row {@code from} on.
     */
    public void append(Vector vector, int @Nullable [] rows, int from, int count) {
        switch (vector) {
            case DictionaryVector(var codes, var dictionary, var _, var validity) -> {
                int[] at = rows == null ? codes : codesAt(codes, rows, from, count);
                appendFlat(dictionary, at, rows == null ? from : 0, count, nulls(validity, rows, from, count));
            }
            case ConstantVector(var value, var _) when value.isNull(0) -> appendNulls(count);
            case ConstantVector(var value, var _) -> appendFlat(value, new int[count], 0, count, null);
            case NullVector _ -> appendNulls(count);
            case BooleanVector _, IntVector _, LongVector _, DoubleVector _, Decimal128Vector _, BytesVector _,
                    ListVector _, MapVector _, StructVector _ ->
                    appendFlat(vector, rows, from, count, nulls(vector.validity(), rows, from, count));
        }
    }

    private static int[] codesAt(int[] codes, int[] rows, int from, int count) {
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = codes[rows[from + i]];
        }
        return chosen;
    }

    /** The validity of the appended rows, or null when none of them is null. */
    private static long @Nullable [] nulls(long @Nullable [] validity, int @Nullable [] rows, int from, int count) {
        if (validity == null || rows == null) {
            return Validity.slice(validity, from, count);
        }
        return Validity.gather(validity, from == 0 ? rows : Arrays.copyOfRange(rows, from, from + count), count);
    }

    /** As {@link #append}, but the values come from a flat vector whose own validity is of no concern. */
    private void appendFlat(Vector values, int @Nullable [] at, int first, int count, long @Nullable [] valid) {
        reserveRows(Math.addExact(length, count));
        if (valid != null) {
            markNulls(valid, count);
        }
        switch (values) {
            case BooleanVector(var _, var source, var _, var _) -> copy(source, at, first, count);
            case IntVector(var _, var source, var _, var _) -> copy(source, at, first, count);
            case LongVector(var _, var source, var _, var _) -> copy(source, at, first, count);
            case DoubleVector(var _, var source, var _, var _) -> copy(source, at, first, count);
            case Decimal128Vector(var _, var source, var _, var _) -> copyPairs(source, at, first, count);
            case BytesVector flat -> copyBytes(flat, at, first, count);
            case ListVector(var _, var starts, var sizes, var elements, var _, var _) ->
                    copyLists(starts, sizes, List.of(elements), at, first, count);
            case MapVector(var _, var starts, var sizes, var keys, var mapped, var _, var _) ->
                    copyLists(starts, sizes, List.of(keys, mapped), at, first, count);
            case StructVector(var _, var fields, var _, var _) -> {
                for (int child = 0; child < children.size(); child++) {
                    children.get(child).append(fields.get(child), at, first, count);
                }
            }
            case NullVector _, DictionaryVector _, ConstantVector _ -> throw new IllegalArgumentException("an encoding inside an encoding");
        }
        if (valid != null && lengths.length > 0) {
            emptyNulls(valid, count);
        }
        length += count;
    }

    /** Under a dictionary's code of a null row there is a value. */
    private void emptyNulls(long[] valid, int count) {
        for (int i = 0; i < count; i++) {
            if (!Validity.isValid(valid, i)) {
                lengths[length + i] = 0;
            }
        }
    }

    /** Appends {@code count} nulls. */
    public void appendNulls(int count) {
        int end = Math.addExact(length, count);
        reserveRows(end);
        if (type.storage() != Storage.NULL && count > 0) {
            validityFor(end);
            for (int row = length; row < end; row++) {
                Validity.setNull(validity, row);
            }
        }
        switch (type.storage()) {
            case BOOLEAN -> Arrays.fill(bytes, length, end, (byte) 0);
            case INT -> Arrays.fill(ints, length, end, 0);
            case LONG -> Arrays.fill(longs, length, end, 0);
            case DOUBLE -> Arrays.fill(doubles, length, end, 0);
            case DECIMAL128 -> Arrays.fill(longs, 2 * length, 2 * end, 0);
            case BYTES, LIST, MAP -> {
                Arrays.fill(ints, length, end, 0);
                Arrays.fill(lengths, length, end, 0);
            }
            case STRUCT -> children.forEach(child -> child.appendNulls(count));
            case NULL -> {
            }
        }
        length = end;
    }

    public void appendNull() {
        appendNulls(1);
    }

    /** Appends one value in {@code Literal} form. */
    public void appendValue(@Nullable Object value) {
        if (value == null) {
            appendNulls(1);
            return;
        }
        reserveRows(Math.addExact(length, 1));
        switch (type.storage()) {
            case BOOLEAN -> bytes[length] = (byte) ((Boolean) value ? 1 : 0);
            case INT -> ints[length] = (Integer) value;
            case LONG -> longs[length] = (Long) value;
            case DOUBLE -> doubles[length] = (Double) value;
            case DECIMAL128 -> {
                BigInteger unscaled = (BigInteger) value;
                longs[2 * length] = unscaled.longValue();
                longs[2 * length + 1] = unscaled.shiftRight(64).longValue();
            }
            case BYTES -> {
                byte[] text = value instanceof String string ? string.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
                reserveBytes(byteCount + (long) text.length);
                ints[length] = byteCount;
                lengths[length] = text.length;
                System.arraycopy(text, 0, bytes, byteCount, text.length);
                byteCount += text.length;
            }
            case LIST -> {
                List<?> elements = (List<?>) value;
                ints[length] = children.getFirst().length;
                lengths[length] = elements.size();
                elements.forEach(children.getFirst()::appendValue);
            }
            case MAP -> {
                Map<?, ?> entries = (Map<?, ?>) value;
                ints[length] = children.getFirst().length;
                lengths[length] = entries.size();
                entries.forEach((key, mapped) -> {
                    children.get(0).appendValue(key);
                    children.get(1).appendValue(mapped);
                });
            }
            case STRUCT -> {
                List<?> fields = (List<?>) value;
                for (int child = 0; child < children.size(); child++) {
                    children.get(child).appendValue(fields.get(child));
                }
            }
            case NULL -> throw new IllegalArgumentException("a value in a column of nulls");
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

    /** Bits of rows that are still to come are set, so only nulls have to be marked. */
    private void markNulls(long[] valid, int count) {
        validityFor(length + count);
        int first = length >> 6;
        for (int i = 0; i < valid.length; i++) {
            long nulls = ~valid[i];
            if (i == valid.length - 1 && (count & 63) != 0) {
                nulls &= (1L << count) - 1;
            }
            validity[first + i] &= ~(nulls << length);
            long carried = (length & 63) == 0 ? 0 : nulls >>> -length;
            if (carried != 0) {
                validity[first + i + 1] &= ~carried;
            }
        }
    }

    private void validityFor(int rows) {
        int before = validity == null ? 0 : validity.length;
        int needed = Validity.words(Math.max(rows, rowCapacity()));
        if (validity == null) {
            validity = new long[needed];
        } else if (Validity.words(rows) > before) {
            validity = Arrays.copyOf(validity, Math.max(needed, 2 * before));
        }
        Arrays.fill(validity, before, validity.length, -1L);
    }

    private void copy(byte[] source, int @Nullable [] at, int first, int count) {
        if (at == null) {
            System.arraycopy(source, first, bytes, length, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            bytes[length + i] = source[at[first + i]];
        }
    }

    private void copy(int[] source, int @Nullable [] at, int first, int count) {
        if (at == null) {
            System.arraycopy(source, first, ints, length, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            ints[length + i] = source[at[first + i]];
        }
    }

    private void copy(long[] source, int @Nullable [] at, int first, int count) {
        if (at == null) {
            System.arraycopy(source, first, longs, length, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            longs[length + i] = source[at[first + i]];
        }
    }

    private void copy(double[] source, int @Nullable [] at, int first, int count) {
        if (at == null) {
            System.arraycopy(source, first, doubles, length, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            doubles[length + i] = source[at[first + i]];
        }
    }

    private void copyPairs(long[] source, int @Nullable [] at, int first, int count) {
        if (at == null) {
            System.arraycopy(source, 2 * first, longs, 2 * length, 2 * count);
            return;
        }
        for (int i = 0; i < count; i++) {
            longs[2 * (length + i)] = source[2 * at[first + i]];
            longs[2 * (length + i) + 1] = source[2 * at[first + i] + 1];
        }
    }

    private void copyBytes(BytesVector flat, int @Nullable [] at, int first, int count) {
        int[] sourceStarts = flat.starts();
        int[] sourceLengths = flat.lengths();
        long total = 0;
        boolean inOrder = at == null && count > 0;
        int next = inOrder ? sourceStarts[first] : 0;
        for (int i = 0; i < count; i++) {
            int row = at == null ? first + i : at[first + i];
            total += sourceLengths[row];
            inOrder &= sourceStarts[row] == next;
            next += sourceLengths[row];
        }
        reserveBytes(byteCount + total + ShortCopy.SLACK);
        byte[] source = flat.data();
        int to = byteCount;
        if (inOrder) {
            System.arraycopy(source, sourceStarts[first], bytes, to, (int) total);
        }
        for (int i = 0; i < count; i++) {
            int row = at == null ? first + i : at[first + i];
            int size = sourceLengths[row];
            ints[length + i] = to;
            lengths[length + i] = size;
            if (!inOrder) {
                ShortCopy.copy(source, sourceStarts[row], bytes, to, size);
            }
            to += size;
        }
        byteCount = to;
    }

    private void copyLists(int[] sourceStarts, int[] sourceLengths, List<Vector> sources, int @Nullable [] at, int first, int count) {
        long total = 0;
        int base = children.getFirst().length;
        boolean inOrder = true;
        int start = 0;
        for (int i = 0; i < count; i++) {
            int row = at == null ? first + i : at[first + i];
            int size = sourceLengths[row];
            ints[length + i] = Math.toIntExact(base + total);
            lengths[length + i] = size;
            if (size > 0) {
                start = total == 0 ? sourceStarts[row] : start;
                inOrder &= sourceStarts[row] == start + total;
                total += size;
            }
        }
        int[] elements = inOrder ? null : elements(sourceStarts, sourceLengths, at, first, count, Math.toIntExact(total));
        for (int child = 0; child < sources.size(); child++) {
            children.get(child).append(sources.get(child), elements, inOrder ? start : 0, (int) total);
        }
    }

    private static int[] elements(int[] starts, int[] sizes, int @Nullable [] at, int first, int count, int total) {
        int[] elements = new int[total];
        int next = 0;
        for (int i = 0; i < count; i++) {
            int row = at == null ? first + i : at[first + i];
            for (int element = 0; element < sizes[row]; element++) {
                elements[next++] = starts[row] + element;
            }
        }
        return elements;
    }

    private int rowCapacity() {
        return switch (type.storage()) {
            case BOOLEAN -> bytes.length;
            case INT, BYTES, LIST, MAP -> ints.length;
            case LONG -> longs.length;
            case DOUBLE -> doubles.length;
            case DECIMAL128 -> longs.length / 2;
            case STRUCT, NULL -> length;
        };
    }

    private void reserveRows(int rows) {
        if (validity != null) {
            validityFor(rows);
        }
        if (rows <= rowCapacity() || type.storage() == Storage.STRUCT || type.storage() == Storage.NULL) {
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
