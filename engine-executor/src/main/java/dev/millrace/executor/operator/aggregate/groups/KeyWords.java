package dev.millrace.executor.operator.aggregate.groups;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys as one word a row and back. A single key of up to 64 bits is the word itself and its nulls are told apart; several small keys are
 * packed side by side,
 * each with a bit that says that it is null.
 */
final class KeyWords {

    private final List<DataType> types;
    private final int[] bits;
    private long[] words = {};
    private int[] valid = {};
    private int[] nulls = {};

    private KeyWords(List<DataType> types, int[] bits) {
        this.types = List.copyOf(types);
        this.bits = bits;
    }

    /** Null when keys of these types do not fit into a word. */
    static @Nullable KeyWords of(List<DataType> types) {
        int[] bits = new int[types.size()];
        int total = 0;
        for (int key = 0; key < bits.length; key++) {
            bits[key] = bits(types.get(key));
            total += bits[key] + 1;
        }
        boolean fits = bits.length == 1 ? bits[0] <= Long.SIZE : total <= Long.SIZE;
        return fits ? new KeyWords(types, bits) : null;
    }

    private static int bits(DataType type) {
        return switch (type) {
            case DataType.BooleanType _ -> 1;
            case DataType.ByteType _ -> Byte.SIZE;
            case DataType.ShortType _ -> Short.SIZE;
            case DataType.IntType _, DataType.DateType _, DataType.YearMonthIntervalType _ -> Integer.SIZE;
            case DataType.LongType _, DataType.FloatType _, DataType.DoubleType _, DataType.TimestampType _,
                    DataType.TimestampNtzType _, DataType.DayTimeIntervalType _ ->
                    Long.SIZE;
            case DataType.DecimalType(var precision, var _) ->
                    precision <= DataType.DecimalType.MAX_LONG_PRECISION ? Long.SIZE : 2 * Long.SIZE;
            case DataType.StringType _, DataType.BinaryType _, DataType.ArrayType _, DataType.MapType _,
                    DataType.StructType _, DataType.NullType _ ->
                    2 * Long.SIZE;
        };
    }

    /** The word of every row that counts, by physical row; valid until the next call. */
    long[] words(List<Vector> vectors, GroupedRows rows) {
        if (types.size() == 1) {
            return single(vectors.getFirst(), rows);
        }
        reserve(rows.length());
        Arrays.fill(words, 0, rows.length(), 0);
        for (int key = 0; key < bits.length; key++) {
            pack(Flatten.flat(vectors.get(key)), bits[key], rows);
        }
        return words;
    }

    private void reserve(int length) {
        if (words.length < length) {
            words = new long[Math.max(length, 1024)];
        }
    }

    private long[] single(Vector vector, GroupedRows rows) {
        int length = rows.length();
        switch (vector) {
            case LongVector flat -> {
                return flat.values();
            }
            case DictionaryVector(var codes, LongVector(var _, var values, var _, var _), var _, var _) -> {
                reserve(length);
                for (int row = 0; row < length; row++) {
                    words[row] = values[codes[row]];
                }
            }
            case IntVector(var _, var values, var _, var _) -> {
                reserve(length);
                for (int row = 0; row < length; row++) {
                    words[row] = values[row];
                }
            }
            case DoubleVector(var _, var values, var _, var _) -> {
                reserve(length);
                for (int row = 0; row < length; row++) {
                    words[row] = Double.doubleToLongBits(values[row] + 0.0);
                }
            }
            case BooleanVector(var _, var values, var _, var _) -> {
                reserve(length);
                for (int row = 0; row < length; row++) {
                    words[row] = values[row];
                }
            }
            case DictionaryVector _, ConstantVector _ -> {
                return single(Flatten.flat(vector), rows);
            }
            case Decimal128Vector _, BytesVector _, ListVector _, MapVector _, StructVector _, NullVector _ ->
                    throw new IllegalArgumentException("not a key of one word: " + vector.type().sql());
        }
        return words;
    }

    private void pack(Vector vector, int width, GroupedRows rows) {
        long mask = (1L << width) - 1;
        int shift = width + 1;
        long[] validity = vector.validity();
        int[] at = rows.rows();
        if (vector instanceof IntVector(var _, var values, var _, var _)) {
            for (int i = 0; i < rows.count(); i++) {
                int row = at[i];
                words[row] = words[row] << shift | (Validity.isValid(validity, row) ? values[row] & mask : 1L << width);
            }
        } else if (vector instanceof BooleanVector(var _, var values, var _, var _)) {
            for (int i = 0; i < rows.count(); i++) {
                int row = at[i];
                words[row] = words[row] << shift | (Validity.isValid(validity, row) ? values[row] & mask : 1L << width);
            }
        } else {
            throw new IllegalArgumentException("not a small key: " + vector.type().sql());
        }
    }

    /**
     * Divides the rows of a single key into {@link #valid} and {@link #nulls} and returns how many are valid; packed keys are all valid.
     */
    int splitNulls(List<Vector> vectors, GroupedRows rows) {
        long[] validity = types.size() > 1 ? null : vectors.getFirst().validity();
        if (validity == null) {
            return rows.count();
        }
        if (valid.length < rows.count()) {
            valid = new int[Math.max(rows.count(), 1024)];
            nulls = new int[valid.length];
        }
        int validCount = 0;
        int nullCount = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            valid[validCount] = row;
            nulls[nullCount] = row;
            int bit = (int) (validity[row >> 6] >>> row & 1);
            validCount += bit;
            nullCount += 1 - bit;
        }
        return validCount;
    }

    int[] valid() {
        return valid;
    }

    int[] nulls() {
        return nulls;
    }

    /** The key columns of some groups. */
    List<Vector> vectors(long[] keys, int from, int count, int nullGroup) {
        if (types.size() == 1) {
            long[] validity = null;
            if (nullGroup >= from && nullGroup < from + count) {
                validity = Validity.allValid(count);
                Validity.setNull(validity, nullGroup - from);
            }
            return List.of(vector(types.getFirst(), Arrays.copyOfRange(keys, from, from + count), validity));
        }
        List<Vector> columns = new ArrayList<>();
        int shift = 0;
        for (int key = bits.length - 1; key >= 0; key--) {
            columns.addFirst(unpack(types.get(key), keys, from, count, shift, bits[key]));
            shift += bits[key] + 1;
        }
        return columns;
    }

    private static Vector unpack(DataType type, long[] keys, int from, int count, int shift, int width) {
        long[] values = new long[count];
        long[] validity = Validity.allValid(count);
        boolean anyNull = false;
        for (int i = 0; i < count; i++) {
            long field = keys[from + i] >>> shift;
            if ((field >>> width & 1) != 0) {
                Validity.setNull(validity, i);
                anyNull = true;
            } else {
                values[i] = type instanceof DataType.BooleanType ? field & 1 : (field << (64 - width)) >> (64 - width);
            }
        }
        return vector(type, values, anyNull ? validity : null);
    }

    private static Vector vector(DataType type, long[] values, long @Nullable [] validity) {
        int count = values.length;
        return switch (type.storage()) {
            case LONG -> new LongVector(type, values, count, validity);
            case INT -> {
                int[] ints = new int[count];
                for (int i = 0; i < count; i++) {
                    ints[i] = (int) values[i];
                }
                yield new IntVector(type, ints, count, validity);
            }
            case BOOLEAN -> {
                byte[] bytes = new byte[count];
                for (int i = 0; i < count; i++) {
                    bytes[i] = (byte) values[i];
                }
                yield new BooleanVector(type, bytes, count, validity);
            }
            case DOUBLE -> {
                double[] doubles = new double[count];
                for (int i = 0; i < count; i++) {
                    doubles[i] = Double.longBitsToDouble(values[i]);
                }
                yield new DoubleVector(type, doubles, count, validity);
            }
            case DECIMAL128, BYTES, LIST, MAP, STRUCT, NULL -> throw new IllegalArgumentException("not a key of one word: " + type.sql());
        };
    }
}
