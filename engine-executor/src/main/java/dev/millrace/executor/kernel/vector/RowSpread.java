package dev.millrace.executor.kernel.vector;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Undoes a gather: value {@code i} of a dense column goes to row {@code rows[i]} of a longer one. */
public final class RowSpread {

    private final ResultArrays arrays = new ResultArrays();

    /** @return {@code length} rows, valid until the next call; rows that nothing goes to are unspecified but readable */
    public Vector spread(Vector dense, Selection rows, int length) {
        long[] validity = validity(dense, rows, length);
        int[] at = rows.rows();
        int count = rows.count();
        return switch (dense) {
            case BooleanVector(var type, var values, var _, var _) -> {
                byte[] out = arrays.bytes(length);
                for (int i = 0; i < count; i++) {
                    out[at[i]] = values[i];
                }
                yield new BooleanVector(type, out, length, validity);
            }
            case IntVector(var type, var values, var _, var _) -> {
                int[] out = arrays.ints(length);
                scatter(values, at, count, out);
                yield new IntVector(type, out, length, validity);
            }
            case LongVector(var type, var values, var _, var _) -> {
                long[] out = arrays.longs(length);
                for (int i = 0; i < count; i++) {
                    out[at[i]] = values[i];
                }
                yield new LongVector(type, out, length, validity);
            }
            case DoubleVector(var type, var values, var _, var _) -> {
                double[] out = arrays.doubles(length);
                for (int i = 0; i < count; i++) {
                    out[at[i]] = values[i];
                }
                yield new DoubleVector(type, out, length, validity);
            }
            case Decimal128Vector(var type, var words, var _, var _) -> {
                long[] out = arrays.longs(2 * length);
                for (int i = 0; i < count; i++) {
                    out[2 * at[i]] = words[2 * i];
                    out[2 * at[i] + 1] = words[2 * i + 1];
                }
                yield new Decimal128Vector(type, out, length, validity);
            }
            case BytesVector(var type, var data, var starts, var lengths, var _, var _) -> {
                int[] outStarts = cleared(arrays.ints(length), length);
                int[] outLengths = cleared(arrays.moreInts(length), length);
                scatter(starts, at, count, outStarts);
                scatter(lengths, at, count, outLengths);
                yield new BytesVector(type, data, outStarts, outLengths, length, validity);
            }
            case DictionaryVector(var codes, var dictionary, var _, var _) -> {
                int[] out = cleared(arrays.ints(length), length);
                scatter(codes, at, count, out);
                yield new DictionaryVector(out, dictionary, length, validity);
            }
            case ConstantVector(var value, var _) -> new ConstantVector(value, length);
            case NullVector _ -> new NullVector(length);
            case ListVector _, MapVector _, StructVector _ -> {
                int[] from = cleared(arrays.ints(length), length);
                for (int i = 0; i < count; i++) {
                    from[at[i]] = i;
                }
                yield Gather.rows(dense, from, length);
            }
        };
    }

    private static void scatter(int[] values, int[] at, int count, int[] out) {
        for (int i = 0; i < count; i++) {
            out[at[i]] = values[i];
        }
    }

    private static int[] cleared(int[] array, int length) {
        Arrays.fill(array, 0, length, 0);
        return array;
    }

    private static long @Nullable [] validity(Vector dense, Selection rows, int length) {
        long[] from = dense.validity();
        if (from == null || dense instanceof ConstantVector || dense instanceof NullVector) {
            return null;
        }
        long[] validity = Validity.allValid(length);
        for (int i = 0; i < rows.count(); i++) {
            if (!Validity.isValid(from, i)) {
                Validity.setNull(validity, rows.rows()[i]);
            }
        }
        return validity;
    }
}
