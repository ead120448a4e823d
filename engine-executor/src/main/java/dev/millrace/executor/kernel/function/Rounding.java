package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.DoubleVector;
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
import dev.millrace.types.DataType.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code round}, {@code bround}, {@code floor} and {@code ceil} of DOUBLE and of decimals of 64 bits; other types go value by value.
 *
 * @param toWhole whether it is {@code floor} or {@code ceil}, whose results are BIGINT or a decimal without a fraction
 */
record Rounding(RoundingMode mode, boolean toWhole, FunctionKernel byValue) implements FunctionKernel {

    /** Above this a DOUBLE has too few bits left for the fraction to be judged in it. */
    private static final double JUDGED = 1e12;
    private static final double CLEARLY = 1e-3;
    private static final int MAX_SCALE = 15;

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand operand = new Operand();
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        int scale = arguments.size() > 1 && call.constant(1) instanceof Integer given ? given : 0;
        boolean fixed = arguments.size() == 1 || call.isConstant(1) && call.constant(1) != null;
        DataType from = call.argumentType(0);
        if (!fixed || arguments.getFirst() instanceof ConstantVector) {
            return byValue.apply(call, arguments, length, rows);
        }
        if (from instanceof DataType.DoubleType && toWhole) {
            return whole(call, arguments.getFirst(), length, rows);
        }
        if (from instanceof DataType.DoubleType && scale >= 0 && scale <= MAX_SCALE) {
            return doubles(call, arguments.getFirst(), length, scale);
        }
        if (from instanceof DataType.LongType && (toWhole || scale >= 0)) {
            return arguments.getFirst();
        }
        if (from instanceof DecimalType decimal && call.type() instanceof DecimalType to
                && decimal.precision() <= DecimalType.MAX_LONG_PRECISION
                && to.precision() <= DecimalType.MAX_LONG_PRECISION && scale >= 0) {
            return decimals(call, arguments.getFirst(), length, decimal.scale() - to.scale());
        }
        return byValue.apply(call, arguments, length, rows);
    }

    private Vector whole(KernelCall call, Vector argument, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, Kept::new);
        DoubleVector numbers = (DoubleVector) kept.operand.flat(argument);
        double[] values = numbers.values();
        long[] out = kept.results.longs(length);
        boolean failed = false;
        for (int row = 0; row < length; row++) {
            double result = mode == RoundingMode.FLOOR ? Math.floor(values[row]) : Math.ceil(values[row]);
            failed |= !(result >= -0x1p63 && result < 0x1p63);
            out[row] = (long) result;
        }
        long[] validity = failed ? FailedRows.resolve(numbers.validity(), length, rows, OnError.THROW,
                row -> !(values[row] >= -0x1p63 && values[row] < 0x1p63), _ -> MathKernels.overflow(call)) : numbers.validity();
        return new LongVector(call.type(), out, length, validity);
    }

    private Vector doubles(KernelCall call, Vector argument, int length, int scale) {
        Kept kept = call.state(Kept.class, Kept::new);
        DoubleVector numbers = (DoubleVector) kept.operand.flat(argument);
        double[] values = numbers.values();
        double[] out = kept.results.doubles(length);
        double power = DecimalPowers.of(scale);
        for (int row = 0; row < length; row++) {
            double value = values[row];
            double scaled = Math.abs(value) * power;
            double below = Math.floor(scaled);
            double fraction = scaled - below;
            if (scaled < JUDGED && Math.abs(fraction - 0.5) > CLEARLY) {
                double result = (fraction > 0.5 ? below + 1 : below) / power;
                out[row] = result == 0 ? 0.0 : Math.copySign(result, value);
            } else {
                out[row] = Double.isFinite(value) ? new BigDecimal(Double.toString(value)).setScale(scale, mode).doubleValue() : value;
            }
        }
        return new DoubleVector(call.type(), out, length, numbers.validity());
    }

    /** @param dropped digits that are rounded away */
    private Vector decimals(KernelCall call, Vector argument, int length, int dropped) {
        Kept kept = call.state(Kept.class, Kept::new);
        LongVector numbers = (LongVector) kept.operand.flat(argument);
        if (dropped <= 0) {
            return new LongVector(call.type(), numbers.values(), length, numbers.validity());
        }
        long[] values = numbers.values();
        long[] out = kept.results.longs(length);
        long power = DecimalPowers.of(dropped);
        for (int row = 0; row < length; row++) {
            long below = Math.floorDiv(values[row], power);
            long rest = values[row] - below * power;
            out[row] = below + (isUp(values[row] < 0, below, rest, power - rest) ? 1 : 0);
        }
        return new LongVector(call.type(), out, length, numbers.validity());
    }

    private boolean isUp(boolean negative, long below, long toBelow, long toAbove) {
        return switch (mode) {
            case FLOOR -> false;
            case CEILING -> toBelow > 0;
            case HALF_EVEN -> toBelow > toAbove || toBelow == toAbove && (below & 1) != 0;
            default -> toBelow > toAbove || toBelow == toAbove && !negative;
        };
    }
}
