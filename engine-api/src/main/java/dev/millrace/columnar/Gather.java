package dev.millrace.columnar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows by their numbers, in any order and also more than once. Text is not moved: a gathered {@link BytesVector} shares its bytes,
 * and a dictionary stays a dictionary. With {@code -1} rows use {@link #padded}.
 */
public final class Gather {

    private Gather() {}

    /** All columns of the batch, at the given rows; the result is dense. */
    public static Batch batch(Batch batch, int[] rows, int count) {
        List<Vector> columns = new ArrayList<>(batch.columns().size());
        for (Vector column : batch.columns()) {
            columns.add(rows(column, rows, count));
        }
        return Batch.of(count, columns);
    }

    /** One column at the first {@code count} of {@code rows}. */
    public static Vector rows(Vector vector, int[] rows, int count) {
        if (vector instanceof ConstantVector(var value, var _)) {
            return new ConstantVector(value, count);
        }
        if (vector instanceof NullVector) {
            return new NullVector(count);
        }
        return withValidity(vector, rows, count, Validity.gather(vector.validity(), rows, count));
    }

    /** As {@link #rows}, but a row of -1 gives null: the side of an outer join that found no partner. */
    public static Vector padded(Vector vector, int[] rows, int count) {
        int[] readable = new int[count];
        long[] valid = new long[Validity.words(count)];
        boolean padded = false;
        long[] from = vector.validity();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            boolean present = row >= 0;
            padded |= !present;
            readable[i] = present ? row : 0;
            if (present && Validity.isValid(from, row)) {
                Validity.setValid(valid, i);
            }
        }
        if (!padded) {
            return rows(vector, rows, count);
        }
        if (vector.length() == 0) {
            return VectorBuilder.allNull(vector.type(), count);
        }
        if (vector instanceof NullVector) {
            return new NullVector(count);
        }
        return Flatten.withValidity(withValidity(Flatten.constant(vector), readable, count, null), valid);
    }

    private static Vector withValidity(Vector vector, int[] rows, int count, long @Nullable [] validity) {
        return switch (vector) {
            case BooleanVector(var type, var values, var _, var _) -> new BooleanVector(type, bytes(values, rows, count), count, validity);
            case IntVector(var type, var values, var _, var _) -> new IntVector(type, ints(values, rows, count), count, validity);
            case LongVector(var type, var values, var _, var _) -> new LongVector(type, longs(values, rows, count), count, validity);
            case DoubleVector(var type, var values, var _, var _) -> new DoubleVector(type, doubles(values, rows, count), count, validity);
            case Decimal128Vector(var type, var words, var _, var _) ->
                    new Decimal128Vector(type, pairs(words, rows, count), count, validity);
            case BytesVector(var type, var data, var starts, var lengths, var _, var _) ->
                    new BytesVector(type, data, ints(starts, rows, count), ints(lengths, rows, count), count, validity);
            case ListVector(var type, var starts, var lengths, var elements, var _, var _) ->
                    new ListVector(type, ints(starts, rows, count), ints(lengths, rows, count), elements, count, validity);
            case MapVector(var type, var starts, var lengths, var keys, var values, var _, var _) ->
                    new MapVector(type, ints(starts, rows, count), ints(lengths, rows, count), keys, values, count, validity);
            case StructVector(var type, var fields, var _, var _) -> {
                List<Vector> gathered = new ArrayList<>(fields.size());
                for (Vector field : fields) {
                    gathered.add(rows(field, rows, count));
                }
                yield new StructVector(type, gathered, count, validity);
            }
            case DictionaryVector(var codes, var dictionary, var _, var _) ->
                    new DictionaryVector(ints(codes, rows, count), dictionary, count, validity);
            case ConstantVector(var value, var _) -> new ConstantVector(value, count);
            case NullVector _ -> new NullVector(count);
        };
    }

    static int[] ints(int[] from, int[] rows, int count) {
        int[] to = new int[count];
        for (int i = 0; i < count; i++) {
            to[i] = from[rows[i]];
        }
        return to;
    }

    static long[] longs(long[] from, int[] rows, int count) {
        long[] to = new long[count];
        for (int i = 0; i < count; i++) {
            to[i] = from[rows[i]];
        }
        return to;
    }

    static double[] doubles(double[] from, int[] rows, int count) {
        double[] to = new double[count];
        for (int i = 0; i < count; i++) {
            to[i] = from[rows[i]];
        }
        return to;
    }

    /** Values of two words each. */
    static long[] pairs(long[] from, int[] rows, int count) {
        long[] to = new long[Math.multiplyExact(2, count)];
        for (int i = 0; i < count; i++) {
            to[2 * i] = from[2 * rows[i]];
            to[2 * i + 1] = from[2 * rows[i] + 1];
        }
        return to;
    }

    /** The child rows of list or map rows, one after the other; {@code rows} null means the first {@code count}. */
    static int[] elements(int[] starts, int[] lengths, int @Nullable [] rows, int count) {
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += lengths[rows == null ? i : rows[i]];
        }
        int[] elements = new int[Math.toIntExact(total)];
        int next = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            int start = starts[row];
            for (int element = 0; element < lengths[row]; element++) {
                elements[next++] = start + element;
            }
        }
        return elements;
    }

    private static byte[] bytes(byte[] from, int[] rows, int count) {
        byte[] to = new byte[count];
        for (int i = 0; i < count; i++) {
            to[i] = from[rows[i]];
        }
        return to;
    }
}
