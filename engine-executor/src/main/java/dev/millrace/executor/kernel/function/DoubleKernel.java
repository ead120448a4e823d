package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.types.DataType;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** DOUBLE functions of one or two DOUBLEs that are defined everywhere. */
final class DoubleKernel implements FunctionKernel {

    private final DoubleBinaryOperator function;
    private final boolean nanIsNull;

    private DoubleKernel(DoubleBinaryOperator function, boolean nanIsNull) {
        this.function = function;
        this.nanIsNull = nanIsNull;
    }

    static DoubleKernel of(DoubleUnaryOperator function) {
        return new DoubleKernel((value, _) -> function.applyAsDouble(value), false);
    }

    static DoubleKernel ofTwo(DoubleBinaryOperator function) {
        return new DoubleKernel(function, false);
    }

    /** A logarithm: null where {@code least} is not exceeded; NaN stays NaN. */
    static DoubleKernel above(double least, DoubleUnaryOperator function) {
        return new DoubleKernel((value, _) -> value <= least ? Double.NaN : function.applyAsDouble(value), true);
    }

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand first = new Operand();
        private final Operand second = new Operand();
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, Kept::new);
        DoubleVector first = (DoubleVector) kept.first.flat(arguments.getFirst());
        DoubleVector second = arguments.size() == 1 ? first : (DoubleVector) kept.second.flat(arguments.get(1));
        double[] left = first.values();
        double[] right = second.values();
        double[] out = kept.results.doubles(length);
        for (int row = 0; row < length; row++) {
            out[row] = function.applyAsDouble(left[row], right[row]);
        }
        long[] validity = Validity.and(first.validity(), second.validity(), length);
        return new DoubleVector(DataType.DOUBLE, out, length, nanIsNull ? withoutNaN(left, out, validity, length) : validity);
    }

    private static long @Nullable [] withoutNaN(double[] in, double[] out, long @Nullable [] validity, int length) {
        long[] valid = null;
        for (int row = 0; row < length; row++) {
            if (Double.isNaN(out[row]) && !Double.isNaN(in[row])) {
                if (valid == null) {
                    valid = validity == null ? Validity.allValid(length) : validity.clone();
                }
                Validity.setNull(valid, row);
            }
        }
        return valid == null ? validity : valid;
    }
}
