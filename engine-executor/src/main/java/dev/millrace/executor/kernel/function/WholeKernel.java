package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.FailedRows;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.OnError;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function of one or two columns of whole numbers, dates included, to a column of such: computed in 64 bits, then narrowed. A result that
 * does not fit is an error of its row.
 */
final class WholeKernel implements FunctionKernel {

    private final LongBinaryOperator function;
    private final long least;
    private final long greatest;
    private final @Nullable Function<KernelCall, EngineException> error;

    private WholeKernel(LongBinaryOperator function, long least, long greatest, @Nullable Function<KernelCall, EngineException> error) {
        this.function = function;
        this.least = least;
        this.greatest = greatest;
        this.error = error;
    }

    /** A function that cannot fail; what goes beyond the result's bits is cut off. */
    static WholeKernel of(LongBinaryOperator function) {
        return new WholeKernel(function, Long.MIN_VALUE, Long.MAX_VALUE, null);
    }

    /** A function with INT or DATE results; {@code error} is for results beyond 32 bits. */
    static WholeKernel checked(LongBinaryOperator function, Function<KernelCall, EngineException> error) {
        return new WholeKernel(function, Integer.MIN_VALUE, Integer.MAX_VALUE, error);
    }

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand first = new Operand();
        private final Operand second = new Operand();
        private final ResultArrays wide = new ResultArrays();
        private final ResultArrays otherWide = new ResultArrays();
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, Kept::new);
        Vector first = kept.first.flat(arguments.getFirst());
        Vector second = arguments.size() == 1 ? first : kept.second.flat(arguments.get(1));
        long[] left = wide(first, kept.wide, length);
        long[] right = arguments.size() == 1 ? left : wide(second, kept.otherWide, length);
        long[] out = kept.results.longs(length);
        boolean failed = false;
        for (int row = 0; row < length; row++) {
            long result = function.applyAsLong(left[row], right[row]);
            failed |= result < least | result > greatest;
            out[row] = result;
        }
        long[] validity = Validity.and(first.validity(), second.validity(), length);
        if (failed && error != null) {
            validity = FailedRows.resolve(validity, length, rows, OnError.THROW, row -> out[row] < least || out[row] > greatest,
                    _ -> error.apply(call));
        }
        return switch (call.type().storage()) {
            case INT -> new IntVector(call.type(), narrow(out, kept.results, length), length, validity);
            default -> new LongVector(call.type(), out, length, validity);
        };
    }

    private static long[] wide(Vector vector, ResultArrays arrays, int length) {
        if (vector instanceof LongVector longs) {
            return longs.values();
        }
        int[] from = ((IntVector) vector).values();
        long[] to = arrays.longs(length);
        for (int row = 0; row < length; row++) {
            to[row] = from[row];
        }
        return to;
    }

    private static int[] narrow(long[] from, ResultArrays arrays, int length) {
        int[] to = arrays.ints(length);
        for (int row = 0; row < length; row++) {
            to[row] = (int) from[row];
        }
        return to;
    }
}
