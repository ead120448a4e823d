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
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import java.util.Arrays;
import java.util.Objects;

/**
 * Compares two values of one type, one at a time, for what has no faster way. Null comes first, NaN last and equals itself, -0.0 equals
 * 0.0; bytes compare unsigned, arrays and structs element by element. Maps have equality only.
 */
public final class RowValueOrder {

    private RowValueOrder() {}

    /** Negative, zero or positive as {@code left}'s row {@code i} is before, equal to or after {@code right}'s row {@code j}. */
    public static int compare(Vector left, int i, Vector right, int j) {
        boolean leftNull = left.isNull(i);
        boolean rightNull = right.isNull(j);
        if (leftNull || rightNull) {
            return Boolean.compare(rightNull, leftNull);
        }
        return switch (left) {
            case DictionaryVector(var codes, var dictionary, var _, var _) -> compare(dictionary, codes[i], right, j);
            case ConstantVector(var value, var _) -> compare(value, 0, right, j);
            case BooleanVector _, IntVector _, LongVector _, DoubleVector _, Decimal128Vector _, BytesVector _,
                    ListVector _, MapVector _, StructVector _, NullVector _ ->
                    switch (right) {
                        case DictionaryVector(var codes, var dictionary, var _, var _) -> compare(left, i, dictionary, codes[j]);
                        case ConstantVector(var value, var _) -> compare(left, i, value, 0);
                        case BooleanVector _, IntVector _, LongVector _, DoubleVector _, Decimal128Vector _, BytesVector _,
                                ListVector _, MapVector _, StructVector _, NullVector _ ->
                                compareFlat(left, i, right, j);
                    };
        };
    }

    public static boolean equal(Vector left, int i, Vector right, int j) {
        return compare(left, i, right, j) == 0;
    }

    private static int compareFlat(Vector left, int i, Vector right, int j) {
        return switch (left) {
            case BooleanVector flat -> Byte.compare(flat.values()[i], ((BooleanVector) right).values()[j]);
            case IntVector flat -> Integer.compare(flat.values()[i], ((IntVector) right).values()[j]);
            case LongVector flat -> Long.compare(flat.values()[i], ((LongVector) right).values()[j]);
            case DoubleVector flat -> compare(flat.values()[i], ((DoubleVector) right).values()[j]);
            case Decimal128Vector flat -> compare128(flat.words(), i, ((Decimal128Vector) right).words(), j);
            case BytesVector flat -> {
                BytesVector other = (BytesVector) right;
                int from = flat.starts()[i];
                int otherFrom = other.starts()[j];
                yield Arrays.compareUnsigned(flat.data(), from, from + flat.lengths()[i], other.data(), otherFrom,
                        otherFrom + other.lengths()[j]);
            }
            case ListVector flat -> compareLists(flat, i, (ListVector) right, j);
            case StructVector flat -> {
                int order = 0;
                for (int field = 0; order == 0 && field < flat.fields().size(); field++) {
                    order = compare(flat.fields().get(field), i, ((StructVector) right).fields().get(field), j);
                }
                yield order;
            }
            case MapVector _ -> Objects.equals(Values.get(left, i), Values.get(right, j)) ? 0 : 1;
            case NullVector _ -> 0;
            case DictionaryVector _, ConstantVector _ -> throw new IllegalArgumentException("nested encoding");
        };
    }

    /** NaN after all others, -0.0 equal to 0.0. */
    public static int compare(double left, double right) {
        return left < right ? -1 : left > right ? 1 : left == right ? 0 : Boolean.compare(Double.isNaN(left), Double.isNaN(right));
    }

    private static int compare128(long[] left, int i, long[] right, int j) {
        int high = Long.compare(left[2 * i + 1], right[2 * j + 1]);
        return high != 0 ? high : Long.compareUnsigned(left[2 * i], right[2 * j]);
    }

    private static int compareLists(ListVector left, int i, ListVector right, int j) {
        int leftSize = left.lengths()[i];
        int rightSize = right.lengths()[j];
        for (int element = 0; element < Math.min(leftSize, rightSize); element++) {
            int order = compare(left.elements(), left.starts()[i] + element, right.elements(), right.starts()[j] + element);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(leftSize, rightSize);
    }
}
