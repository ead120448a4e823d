package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * AND and OR in three-valued logic. OR is computed as AND of what is turned around, {@code flip} being 1. The right side is evaluated for
 * the rows that the left leaves open, unless finding those costs more than it saves.
 */
public final class LogicEvaluator implements Evaluator {

    private final Evaluator left;
    private final Evaluator right;
    private final int flip;
    private final boolean eager;
    private final ResultArrays results = new ResultArrays();
    private final ResultArrays open = new ResultArrays();
    private final Operand leftOperand = new Operand();
    private final Operand rightOperand = new Operand();

    /** @param eager whether the right side may be evaluated for all rows: it is cheap and cannot fail */
    public LogicEvaluator(Evaluator left, Evaluator right, boolean or, boolean eager) {
        this.left = left;
        this.right = right;
        this.flip = or ? 1 : 0;
        this.eager = eager;
    }

    @Override
    public Vector evaluate(Batch batch, @Nullable Selection rows) {
        int length = batch.length();
        Vector first = left.evaluate(batch, rows);
        if (first instanceof ConstantVector(var value, var _) && !value.isNull(0)) {
            boolean decided = ((BooleanVector) value).values()[0] == flip;
            return decided ? first : right.evaluate(batch, rows);
        }
        Vector one = leftOperand.flat(first);
        Selection undecided = eager ? rows : undecided(one, length, rows);
        if (undecided != null && undecided.count() == 0) {
            return one;
        }
        Vector other = rightOperand.flat(right.evaluate(batch, undecided));
        return combine(one, other, length);
    }

    private Selection undecided(Vector first, int length, @Nullable Selection rows) {
        byte[] values = ((BooleanVector) first).values();
        long[] validity = first.validity();
        int[] out = open.ints(length);
        int count = rows == null ? length : rows.count();
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            out[kept] = row;
            int missing = Validity.isValid(validity, row) ? 0 : 1;
            kept += values[row] ^ flip | missing;
        }
        return new Selection(out, kept);
    }

    private Vector combine(Vector first, Vector second, int length) {
        byte[] a = ((BooleanVector) first).values();
        byte[] b = ((BooleanVector) second).values();
        byte[] out = results.bytes(length);
        long[] aValid = first.validity();
        long[] bValid = second.validity();
        if (aValid == null && bValid == null) {
            if (flip == 0) {
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (a[i] & b[i]);
                }
            } else {
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (a[i] | b[i]);
                }
            }
            return new BooleanVector(DataType.BOOLEAN, out, length, null);
        }
        long[] valid = new long[Validity.words(length)];
        for (int i = 0; i < length; i++) {
            int known = Validity.isValid(aValid, i) ? 1 : 0;
            int otherKnown = Validity.isValid(bValid, i) ? 1 : 0;
            int value = a[i] ^ flip;
            int otherValue = b[i] ^ flip;
            int no = known & (value ^ 1) | otherKnown & (otherValue ^ 1);
            int yes = known & otherKnown & value & otherValue;
            out[i] = (byte) (yes ^ flip);
            valid[i >> 6] |= (long) (yes | no) << i;
        }
        return new BooleanVector(DataType.BOOLEAN, out, length, valid);
    }
}
