package dev.millrace.executor.kernel.compare;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.BinaryKernel;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.Compare;
import dev.millrace.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A comparison as a column of booleans. {@code <=>} is computed as {@code =}: its nulls are up to the caller. */
public final class Comparison implements BinaryKernel {

    private final Compare.Op op;
    private final ResultArrays results = new ResultArrays();
    private final Operand rightOperand = new Operand();

    public Comparison(Compare.Op op) {
        this.op = op;
    }

    /**
     * Selects the rows of two INT or LONG columns for which the comparison holds, nulls not looked at.
     *
     * @param left flat, {@code count} values; the same for {@code right}
     * @param rows row that each value belongs to; null when value {@code i} is that of row {@code i}
     * @return how many were written to {@code out}, which may be {@code rows}
     */
    public int select(Vector left, Vector right, int @Nullable [] rows, int count, int[] out) {
        return switch (op) {
            case EQ, NULL_SAFE_EQ -> selectEqual(left, right, 0, rows, count, out);
            case NE -> selectEqual(left, right, 1, rows, count, out);
            case LT -> selectLess(left, right, 0, rows, count, out);
            case GE -> selectLess(left, right, 1, rows, count, out);
            case GT -> selectLess(right, left, 0, rows, count, out);
            case LE -> selectLess(right, left, 1, rows, count, out);
        };
    }

    private static int selectEqual(Vector left, Vector right, int flip, int @Nullable [] rows, int count, int[] out) {
        return left instanceof IntVector ints
                ? CompareLoops.selectEqual(ints.values(), ((IntVector) right).values(), flip, rows, count, out)
                : CompareLoops.selectEqual(((LongVector) left).values(), ((LongVector) right).values(), flip, rows, count, out);
    }

    private static int selectLess(Vector left, Vector right, int flip, int @Nullable [] rows, int count, int[] out) {
        return left instanceof IntVector ints
                ? CompareLoops.selectLess(ints.values(), ((IntVector) right).values(), flip, rows, count, out)
                : CompareLoops.selectLess(((LongVector) left).values(), ((LongVector) right).values(), flip, rows, count, out);
    }

    @Override
    public Vector apply(Vector left, Vector right, int length, @Nullable Selection rows) {
        if (left instanceof ConstantVector) {
            return compare(op.flip(), right, left, length, rows);
        }
        return compare(op, left, right, length, rows);
    }

    private Vector compare(Compare.Op by, Vector left, Vector right, int length, @Nullable Selection rows) {
        byte[] out = results.bytes(length);
        long[] validity = Validity.and(left.validity(), right.validity(), length);
        if (right instanceof ConstantVector(var value, var _)) {
            RangeTest range = RangeTest.of(by, value);
            if (range != null) {
                range.mark(left, out, length);
                return new BooleanVector(DataType.BOOLEAN, out, length, validity);
            }
            if (value instanceof BytesVector constant) {
                bytes(by, (BytesVector) left, constant, 0, out, rows, length);
                return new BooleanVector(DataType.BOOLEAN, out, length, validity);
            }
        }
        Vector other = rightOperand.flat(right);
        if (left instanceof BytesVector text) {
            bytes(by, text, (BytesVector) other, 1, out, rows, length);
        } else {
            switch (by) {
                case EQ, NULL_SAFE_EQ -> equal(left, other, 0, out, rows, length, validity);
                case NE -> equal(left, other, 1, out, rows, length, validity);
                case LT -> less(left, other, 0, out, rows, length, validity);
                case GE -> less(left, other, 1, out, rows, length, validity);
                case GT -> less(other, left, 0, out, rows, length, validity);
                case LE -> less(other, left, 1, out, rows, length, validity);
            }
        }
        return new BooleanVector(DataType.BOOLEAN, out, length, validity);
    }

    private static void bytes(Compare.Op by, BytesVector left, BytesVector right, int rightStep, byte[] out, @Nullable Selection rows,
            int length) {
        switch (by) {
            case EQ, NULL_SAFE_EQ -> CompareLoops.equal(left, right, rightStep, 0, out, rows, length);
            case NE -> CompareLoops.equal(left, right, rightStep, 1, out, rows, length);
            case LT -> CompareLoops.ordered(left, right, rightStep, 1, 0, out, rows, length);
            case GE -> CompareLoops.ordered(left, right, rightStep, 1, 1, out, rows, length);
            case GT -> CompareLoops.ordered(left, right, rightStep, -1, 0, out, rows, length);
            case LE -> CompareLoops.ordered(left, right, rightStep, -1, 1, out, rows, length);
        }
    }

    private static void equal(Vector left, Vector right, int flip, byte[] out, @Nullable Selection rows, int length,
            long @Nullable [] validity) {
        switch (left) {
            case LongVector a -> CompareLoops.equal(a.values(), ((LongVector) right).values(), flip, out, length);
            case IntVector a -> CompareLoops.equal(a.values(), ((IntVector) right).values(), flip, out, length);
            case DoubleVector a -> CompareLoops.equal(a.values(), ((DoubleVector) right).values(), flip, out, length);
            case BooleanVector a -> CompareLoops.equal(a.values(), ((BooleanVector) right).values(), flip, out, length);
            case Decimal128Vector a -> CompareLoops.equalWords(a.words(), ((Decimal128Vector) right).words(), flip, out, length);
            default -> {
                Arrays.fill(out, 0, length, (byte) 0);
                CompareLoops.ordered(left, right, true, flip, out, rows, length, validity);
            }
        }
    }

    private static void less(Vector left, Vector right, int flip, byte[] out, @Nullable Selection rows, int length,
            long @Nullable [] validity) {
        switch (left) {
            case LongVector a -> CompareLoops.less(a.values(), ((LongVector) right).values(), flip, out, length);
            case IntVector a -> CompareLoops.less(a.values(), ((IntVector) right).values(), flip, out, length);
            case DoubleVector a -> CompareLoops.less(a.values(), ((DoubleVector) right).values(), flip, out, length);
            case BooleanVector a -> CompareLoops.less(a.values(), ((BooleanVector) right).values(), flip, out, length);
            case Decimal128Vector a -> CompareLoops.lessWords(a.words(), ((Decimal128Vector) right).words(), flip, out, length);
            default -> {
                Arrays.fill(out, 0, length, (byte) 0);
                CompareLoops.ordered(left, right, false, flip, out, rows, length, validity);
            }
        }
    }
}
