package dev.millrace.executor.kernel.compare;

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
import java.util.Arrays;

/**
 * The order of two single values of one type, whatever their vectors' encodings. For what has no loop of its own: nested values, least
 * and greatest.
 */
public final class RowOrder {

    private RowOrder() {}

    /** Negative, 0 or positive; nulls are equal to each other and come first. */
    public static int compare(Vector left, int leftRow, Vector right, int rightRow) {
        boolean leftNull = left.isNull(leftRow);
        boolean rightNull = right.isNull(rightRow);
        return leftNull || rightNull ? Boolean.compare(rightNull, leftNull) : compareValues(left, leftRow, right, rightRow);
    }

    /** As {@link #compare}, of two values that are not null. */
    public static int compareValues(Vector left, int leftRow, Vector right, int rightRow) {
        if (left instanceof DictionaryVector(var codes, var dictionary, var _, var _)) {
            return compareValues(dictionary, codes[leftRow], right, rightRow);
        }
        if (right instanceof DictionaryVector(var codes, var dictionary, var _, var _)) {
            return compareValues(left, leftRow, dictionary, codes[rightRow]);
        }
        if (right instanceof ConstantVector(var value, var _)) {
            return compareValues(left, leftRow, value, 0);
        }
        return switch (left) {
            case BooleanVector a -> Byte.compare(a.values()[leftRow], ((BooleanVector) right).values()[rightRow]);
            case IntVector a -> Integer.compare(a.values()[leftRow], ((IntVector) right).values()[rightRow]);
            case LongVector a -> Long.compare(a.values()[leftRow], ((LongVector) right).values()[rightRow]);
            case DoubleVector a -> doubles(a.values()[leftRow], ((DoubleVector) right).values()[rightRow]);
            case Decimal128Vector a -> words(a.words(), leftRow, ((Decimal128Vector) right).words(), rightRow);
            case BytesVector a -> bytes(a, leftRow, (BytesVector) right, rightRow);
            case ListVector a -> lists(a, leftRow, (ListVector) right, rightRow);
            case StructVector a -> structs(a, leftRow, (StructVector) right, rightRow);
            case MapVector a -> maps(a, leftRow, (MapVector) right, rightRow);
            case ConstantVector(var value, var _) -> compareValues(value, 0, right, rightRow);
            case NullVector _, DictionaryVector _ -> 0;
        };
    }

    /** NaN is the largest and -0.0 equals 0.0. */
    static int doubles(double left, double right) {
        return left < right ? -1 : left > right ? 1 : left == right ? 0 : Boolean.compare(Double.isNaN(left), Double.isNaN(right));
    }

    static int words(long[] left, int leftRow, long[] right, int rightRow) {
        int high = Long.compare(left[2 * leftRow + 1], right[2 * rightRow + 1]);
        return high != 0 ? high : Long.compareUnsigned(left[2 * leftRow], right[2 * rightRow]);
    }

    static int bytes(BytesVector left, int leftRow, BytesVector right, int rightRow) {
        int from = left.starts()[leftRow];
        int otherFrom = right.starts()[rightRow];
        return Arrays.compareUnsigned(left.data(), from, from + left.lengths()[leftRow], right.data(), otherFrom,
                otherFrom + right.lengths()[rightRow]);
    }

    private static int lists(ListVector left, int leftRow, ListVector right, int rightRow) {
        int common = Math.min(left.lengths()[leftRow], right.lengths()[rightRow]);
        for (int i = 0; i < common; i++) {
            int order = compare(left.elements(), left.starts()[leftRow] + i, right.elements(), right.starts()[rightRow] + i);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.lengths()[leftRow], right.lengths()[rightRow]);
    }

    private static int structs(StructVector left, int leftRow, StructVector right, int rightRow) {
        for (int i = 0; i < left.fields().size(); i++) {
            int order = compare(left.fields().get(i), leftRow, right.fields().get(i), rightRow);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Entry by entry as they lie: only good for equality of maps whose entries are in one order. */
    private static int maps(MapVector left, int leftRow, MapVector right, int rightRow) {
        int common = Math.min(left.lengths()[leftRow], right.lengths()[rightRow]);
        for (int i = 0; i < common; i++) {
            int order = compare(left.keys(), left.starts()[leftRow] + i, right.keys(), right.starts()[rightRow] + i);
            int ofValues =
                    order != 0 ? order : compare(left.values(), left.starts()[leftRow] + i, right.values(), right.starts()[rightRow] + i);
            if (ofValues != 0) {
                return ofValues;
            }
        }
        return Integer.compare(left.lengths()[leftRow], right.lengths()[rightRow]);
    }
}
