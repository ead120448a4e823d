package dev.millrace.executor.operator.aggregate.groups;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Vector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Compares the keys of rows with those of the groups they were sent to, a column at a time. */
final class KeyEquality {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private int[] codesAt = {};

    /**
     * Marks the rows whose key differs from their group's.
     *
     * @param stored    key by group, flat
     * @param key       key by row
     * @param count     rows to look at: the first of {@code rows}
     * @param different set at the place, never cleared
     */
    void mark(Vector stored, Vector key, GroupedRows rows, int count, boolean[] different) {
        Vector values = key;
        int[] at = rows.rows();
        if (key instanceof DictionaryVector(var codes, var dictionary, var _, var _)) {
            at = codesAt(count);
            for (int i = 0; i < count; i++) {
                at[i] = codes[rows.rows()[i]];
            }
            values = dictionary;
        } else if (key instanceof ConstantVector(var value, var _)) {
            at = codesAt(count);
            Arrays.fill(at, 0, count, 0);
            values = value;
        }
        if (key.hasNulls() || stored.hasNulls()) {
            boolean[] valuesDiffer = new boolean[count];
            markValues(stored, values, at, rows, count, valuesDiffer);
            markWithNulls(stored, key, rows, count, valuesDiffer, different);
        } else {
            markValues(stored, values, at, rows, count, different);
        }
    }

    private int[] codesAt(int count) {
        if (codesAt.length < count) {
            codesAt = new int[count];
        }
        return codesAt;
    }

    private static void markValues(Vector stored, Vector values, int[] at, GroupedRows rows, int count, boolean[] different) {
        int[] groups = rows.groups();
        int[] physical = rows.rows();
        switch (stored) {
            case LongVector(var _, var known, var _, var _) -> {
                long[] own = ((LongVector) values).values();
                for (int i = 0; i < count; i++) {
                    different[i] |= known[groups[physical[i]]] != own[at[i]];
                }
            }
            case IntVector(var _, var known, var _, var _) -> {
                int[] own = ((IntVector) values).values();
                for (int i = 0; i < count; i++) {
                    different[i] |= known[groups[physical[i]]] != own[at[i]];
                }
            }
            case BytesVector known -> markBytes(known, (BytesVector) values, at, rows, count, different);
            case Decimal128Vector(var _, var known, var _, var _) -> {
                long[] own = ((Decimal128Vector) values).words();
                for (int i = 0; i < count; i++) {
                    int group = groups[physical[i]];
                    different[i] |= known[2 * group] != own[2 * at[i]] || known[2 * group + 1] != own[2 * at[i] + 1];
                }
            }
            case BooleanVector _, DoubleVector _, ListVector _, MapVector _, StructVector _ -> {
                for (int i = 0; i < count; i++) {
                    int group = groups[physical[i]];
                    if (!stored.isNull(group) && !values.isNull(at[i])) {
                        different[i] |= !RowValueOrder.equal(stored, group, values, at[i]);
                    }
                }
            }
            case NullVector _ -> {
            }
            case DictionaryVector _, ConstantVector _ -> throw new IllegalArgumentException("stored keys are flat");
        }
    }

    private static void markBytes(BytesVector known, BytesVector own, int[] at, GroupedRows rows, int count, boolean[] different) {
        int[] groups = rows.groups();
        int[] physical = rows.rows();
        byte[] knownData = known.data();
        int[] knownStarts = known.starts();
        int[] knownLengths = known.lengths();
        byte[] data = own.data();
        int[] starts = own.starts();
        int[] lengths = own.lengths();
        for (int i = 0; i < count; i++) {
            int group = groups[physical[i]];
            int row = at[i];
            different[i] |= knownLengths[group] != lengths[row] || !equal(knownData, knownStarts[group], data, starts[row], lengths[row]);
        }
    }

    /** Eight bytes at a time; the last eight may overlap those before. For short texts this is quicker than {@code Arrays.equals}. */
    private static boolean equal(byte[] left, int leftStart, byte[] right, int rightStart, int length) {
        if (length < Long.BYTES) {
            for (int i = 0; i < length; i++) {
                if (left[leftStart + i] != right[rightStart + i]) {
                    return false;
                }
            }
            return true;
        }
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if ((long) LONGS.get(left, leftStart + i) != (long) LONGS.get(right, rightStart + i)) {
                return false;
            }
        }
        return (long) LONGS.get(left, leftStart + last) == (long) LONGS.get(right, rightStart + last);
    }

    /** Where either is null, what the values said does not count. */
    private static void markWithNulls(Vector stored, Vector key, GroupedRows rows, int count, boolean[] valuesDiffer, boolean[] different) {
        for (int i = 0; i < count; i++) {
            int row = rows.rows()[i];
            boolean rowNull = key.isNull(row);
            boolean groupNull = stored.isNull(rows.groups()[row]);
            different[i] |= (rowNull || groupNull) ? rowNull != groupNull : valuesDiffer[i];
        }
    }
}
