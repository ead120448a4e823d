package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;

/** Booleans, integers and doubles as longs in the same order (NaN greatest, -0.0 as 0.0), and back. Reuses its array. */
public final class WordReader {

    private long[] scratch = {};

    /** Whether values of the type are words. */
    public static boolean reads(DataType type) {
        Storage storage = type.storage();
        return storage == Storage.BOOLEAN || storage == Storage.INT || storage == Storage.LONG || storage == Storage.DOUBLE;
    }

    /** One word a row. */
    public long[] words(Vector vector) {
        int length = vector.length();
        if (vector instanceof LongVector flat) {
            return flat.values();
        }
        if (scratch.length < length) {
            scratch = new long[Math.max(length, 1024)];
        }
        switch (vector) {
            case IntVector(var _, var values, var _, var _) -> {
                for (int i = 0; i < length; i++) {
                    scratch[i] = values[i];
                }
            }
            case BooleanVector(var _, var values, var _, var _) -> {
                for (int i = 0; i < length; i++) {
                    scratch[i] = values[i];
                }
            }
            case DoubleVector(var _, var values, var _, var _) -> {
                for (int i = 0; i < length; i++) {
                    scratch[i] = ordered(values[i]);
                }
            }
            case DictionaryVector _, ConstantVector _ -> {
                return words(Flatten.flat(vector));
            }
            case NullVector _ -> {
            }
            case LongVector _, Decimal128Vector _, BytesVector _, ListVector _, MapVector _, StructVector _ ->
                    throw new IllegalArgumentException("not one word: " + vector.type().sql());
        }
        return scratch;
    }

    private static long ordered(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /** The values of groups {@code from} to {@code from + count}; null where {@code seen} is 0. */
    public static Vector vector(DataType type, long[] words, byte[] seen, int from, int count) {
        long[] validity = null;
        for (int i = 0; i < count; i++) {
            if (seen[from + i] == 0) {
                validity = validity == null ? Validity.allValid(count) : validity;
                Validity.setNull(validity, i);
            }
        }
        return switch (type.storage()) {
            case BOOLEAN -> {
                byte[] values = new byte[count];
                for (int i = 0; i < count; i++) {
                    values[i] = (byte) (words[from + i] & 1);
                }
                yield new BooleanVector(type, values, count, validity);
            }
            case INT -> {
                int[] values = new int[count];
                for (int i = 0; i < count; i++) {
                    values[i] = (int) words[from + i];
                }
                yield new IntVector(type, values, count, validity);
            }
            case LONG -> {
                long[] values = new long[count];
                System.arraycopy(words, from, values, 0, count);
                yield new LongVector(type, values, count, validity);
            }
            case DOUBLE -> {
                double[] values = new double[count];
                for (int i = 0; i < count; i++) {
                    long word = words[from + i];
                    values[i] = Double.longBitsToDouble(word ^ ((word >> 63) & Long.MAX_VALUE));
                }
                yield new DoubleVector(type, values, count, validity);
            }
            case DECIMAL128, BYTES, LIST, MAP, STRUCT, NULL -> throw new IllegalArgumentException("not one word: " + type.sql());
        };
    }
}
