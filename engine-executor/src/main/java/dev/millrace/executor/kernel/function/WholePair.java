package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.FailedRows;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.OnError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations on two columns of whole numbers or dates of the same width that the processor has an instruction for: one loop each. */
record WholePair(Op op) implements FunctionKernel {

    /** LATER and EARLIER move a date by days, and fail beyond 32 bits; DISTANCE is the days between two. */
    enum Op {
        AND, OR, XOR, LATER, EARLIER, DISTANCE
    }

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand first = new Operand();
        private final Operand second = new Operand();
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, Kept::new);
        Vector first = kept.first.flat(arguments.get(0));
        Vector second = kept.second.flat(arguments.get(1));
        long[] validity = Validity.and(first.validity(), second.validity(), length);
        if (first instanceof IntVector left && second instanceof IntVector right) {
            int[] out = kept.results.ints(length);
            boolean failed = ints(left.values(), right.values(), out, length);
            if (failed) {
                FailedRows.resolve(validity, length, rows, OnError.THROW, row -> isTooFar(left.values()[row], right.values()[row]),
                        _ -> ErrorCondition.ARITHMETIC_OVERFLOW.with("type", "DATE", "expression", call.text(), "alternative",
                                "a smaller number of days"));
            }
            return new IntVector(call.type(), out, length, validity);
        }
        long[] out = kept.results.longs(length);
        longs(((LongVector) first).values(), ((LongVector) second).values(), out, length);
        return new LongVector(call.type(), out, length, validity);
    }

    private boolean isTooFar(int day, int days) {
        long moved = op == Op.LATER ? (long) day + days : (long) day - days;
        return moved != (int) moved;
    }

    /** @return whether a date went too far */
    private boolean ints(int[] left, int[] right, int[] out, int length) {
        int signs = 0;
        switch (op) {
            case AND -> {
                for (int row = 0; row < length; row++) {
                    out[row] = left[row] & right[row];
                }
            }
            case OR -> {
                for (int row = 0; row < length; row++) {
                    out[row] = left[row] | right[row];
                }
            }
            case XOR -> {
                for (int row = 0; row < length; row++) {
                    out[row] = left[row] ^ right[row];
                }
            }
            case DISTANCE -> {
                for (int row = 0; row < length; row++) {
                    out[row] = left[row] - right[row];
                }
            }
            case LATER -> {
                for (int row = 0; row < length; row++) {
                    int moved = left[row] + right[row];
                    signs |= (left[row] ^ moved) & (right[row] ^ moved);
                    out[row] = moved;
                }
            }
            case EARLIER -> {
                for (int row = 0; row < length; row++) {
                    int moved = left[row] - right[row];
                    signs |= (left[row] ^ right[row]) & (left[row] ^ moved);
                    out[row] = moved;
                }
            }
        }
        return signs < 0;
    }

    private void longs(long[] left, long[] right, long[] out, int length) {
        switch (op) {
            case AND -> {
                for (int row = 0; row < length; row++) {
                    out[row] = left[row] & right[row];
                }
            }
            case OR -> {
                for (int row = 0; row < length; row++) {
                    out[row] = left[row] | right[row];
                }
            }
            case XOR -> {
                for (int row = 0; row < length; row++) {
                    out[row] = left[row] ^ right[row];
                }
            }
            case LATER, EARLIER, DISTANCE -> throw new IllegalArgumentException(op + " of 64 bits");
        }
    }
}
