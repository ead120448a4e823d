package dev.millrace.executor.kernel.vector;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Vector;
import org.jspecify.annotations.Nullable;

/** One input of a kernel: resolves encodings into arrays of its own. A constant is written out once and kept. */
public final class Operand {

    private final ResultArrays arrays = new ResultArrays();
    private @Nullable Vector constant;
    private @Nullable Vector written;

    /** The vector, with a dictionary resolved; constants stay. Valid until the next call. */
    public Vector withoutDictionary(Vector vector) {
        if (!(vector instanceof DictionaryVector(var codes, var dictionary, var length, var validity))) {
            return vector;
        }
        return switch (dictionary) {
            case IntVector(var type, var values, var _, var _) -> new IntVector(type, gather(values, codes, length), length, validity);
            case LongVector(var type, var values, var _, var _) -> new LongVector(type, gather(values, codes, length), length, validity);
            case DoubleVector(var type, var values, var _, var _) ->
                    new DoubleVector(type, gather(values, codes, length), length, validity);
            case Decimal128Vector(var type, var words, var _, var _) ->
                    new Decimal128Vector(type, gatherWords(words, codes, length), length, validity);
            case BooleanVector(var type, var values, var _, var _) ->
                    new BooleanVector(type, gather(values, codes, length), length, validity);
            case BytesVector(var type, var data, var starts, var lengths, var _, var _) when validity == null ->
                    new BytesVector(type, data, gather(starts, codes, length), gatherMore(lengths, codes, length), length, null);
            default -> Flatten.flat(vector);
        };
    }

    /** The values of an INT or LONG column at the given rows, one after the other. Valid until the next call. */
    public Vector selected(Vector vector, int[] rows, int count) {
        return switch (vector) {
            case DictionaryVector(var codes, var dictionary, var _, var _) -> {
                int[] places = arrays.moreInts(count);
                gather(codes, rows, count, places);
                yield selected(dictionary, places, count);
            }
            case IntVector(var type, var values, var _, var _) -> new IntVector(type, gather(values, rows, count), count, null);
            case LongVector(var type, var values, var _, var _) -> new LongVector(type, gather(values, rows, count), count, null);
            default -> selected(flat(vector), rows, count);
        };
    }

    /** The vector as a flat one. Valid until the next call. */
    public Vector flat(Vector vector) {
        if (!(vector instanceof ConstantVector(var value, var length))) {
            return withoutDictionary(vector);
        }
        if (value != constant || written == null || written.length() < length) {
            written = Flatten.flat(vector);
            constant = value;
        }
        return written;
    }

    private int[] gather(int[] from, int[] rows, int count) {
        int[] to = arrays.ints(count);
        gather(from, rows, count, to);
        return to;
    }

    private int[] gatherMore(int[] from, int[] rows, int count) {
        int[] to = arrays.moreInts(count);
        gather(from, rows, count, to);
        return to;
    }

    private static void gather(int[] from, int[] rows, int count, int[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = from[rows[i]];
        }
    }

    private long[] gather(long[] from, int[] rows, int count) {
        long[] to = arrays.longs(count);
        for (int i = 0; i < count; i++) {
            to[i] = from[rows[i]];
        }
        return to;
    }

    private double[] gather(double[] from, int[] rows, int count) {
        double[] to = arrays.doubles(count);
        for (int i = 0; i < count; i++) {
            to[i] = from[rows[i]];
        }
        return to;
    }

    private byte[] gather(byte[] from, int[] rows, int count) {
        byte[] to = arrays.bytes(count);
        for (int i = 0; i < count; i++) {
            to[i] = from[rows[i]];
        }
        return to;
    }

    private long[] gatherWords(long[] from, int[] rows, int count) {
        long[] to = arrays.longs(2 * count);
        for (int i = 0; i < count; i++) {
            to[2 * i] = from[2 * rows[i]];
            to[2 * i + 1] = from[2 * rows[i] + 1];
        }
        return to;
    }
}
