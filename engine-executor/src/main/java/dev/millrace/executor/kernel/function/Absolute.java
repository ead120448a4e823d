package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.FailedRows;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code abs(expr)}; the smallest integer has none. Decimals of 128 bits go value by value. */
record Absolute(FunctionKernel byValue) implements FunctionKernel {

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand operand = new Operand();
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        return switch (call.type().storage()) {
            case INT, LONG, DOUBLE -> flat(call, call.state(Kept.class, Kept::new), arguments.getFirst(), length, rows);
            default -> byValue.apply(call, arguments, length, rows);
        };
    }

    private static Vector flat(KernelCall call, Kept kept, Vector argument, int length, @Nullable Selection rows) {
        switch (kept.operand.flat(argument)) {
            case DoubleVector(var type, var values, var _, var validity) -> {
                double[] out = kept.results.doubles(length);
                for (int row = 0; row < length; row++) {
                    out[row] = Math.abs(values[row]);
                }
                return new DoubleVector(type, out, length, validity);
            }
            case IntVector(var type, var values, var _, var validity) -> {
                int least = type instanceof DataType.ByteType ? Byte.MIN_VALUE
                        : type instanceof DataType.ShortType ? Short.MIN_VALUE : Integer.MIN_VALUE;
                int[] out = kept.results.ints(length);
                boolean failed = false;
                for (int row = 0; row < length; row++) {
                    failed |= values[row] == least;
                    out[row] = Math.abs(values[row]);
                }
                long[] valid = failed ? FailedRows.resolve(validity, length, rows, OnError.THROW, row -> values[row] == least,
                        _ -> MathKernels.overflow(call)) : validity;
                return new IntVector(type, out, length, valid);
            }
            case LongVector(var type, var values, var _, var validity) -> {
                long[] out = kept.results.longs(length);
                boolean failed = false;
                for (int row = 0; row < length; row++) {
                    failed |= values[row] == Long.MIN_VALUE;
                    out[row] = Math.abs(values[row]);
                }
                long[] valid = failed ? FailedRows.resolve(validity, length, rows, OnError.THROW, row -> values[row] == Long.MIN_VALUE,
                        _ -> MathKernels.overflow(call)) : validity;
                return new LongVector(type, out, length, valid);
            }
            default -> throw new IllegalArgumentException(argument.type().sql());
        }
    }
}
