package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
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
import dev.millrace.types.DataType;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** {@code pmod(dividend, divisor)} on two values of one numeric type: {@code ((a % b) + b) % b} where {@code a % b} is negative. */
final class PositiveRemainder implements FunctionKernel {

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand left = new Operand();
        private final Operand right = new Operand();
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, Kept::new);
        Vector left = kept.left.flat(arguments.get(0));
        Vector right = kept.right.flat(arguments.get(1));
        long[] validity = Validity.and(left.validity(), right.validity(), length);
        return switch (left) {
            case IntVector(var type, var values, var _, var _) -> {
                int[] divisors = ((IntVector) right).values();
                int[] out = kept.results.ints(length);
                check(call, validity, length, rows, row -> divisors[row] == 0);
                for (int row = 0; row < length; row++) {
                    out[row] = divisors[row] == 0 ? 0 : (int) remainder(values[row], divisors[row]);
                }
                yield new IntVector(type, out, length, validity);
            }
            case LongVector(var type, var values, var _, var _) -> {
                long[] divisors = ((LongVector) right).values();
                long[] out = kept.results.longs(length);
                check(call, validity, length, rows, row -> divisors[row] == 0);
                for (int row = 0; row < length; row++) {
                    out[row] = divisors[row] == 0 ? 0 : remainder(values[row], divisors[row]);
                }
                yield new LongVector(type, out, length, validity);
            }
            case DoubleVector(var type, var values, var _, var _) -> {
                double[] divisors = ((DoubleVector) right).values();
                double[] out = kept.results.doubles(length);
                check(call, validity, length, rows, row -> divisors[row] == 0);
                for (int row = 0; row < length; row++) {
                    double remainder = values[row] % divisors[row];
                    double positive = remainder < 0 ? (remainder + divisors[row]) % divisors[row] : remainder;
                    out[row] = type instanceof DataType.FloatType ? (float) positive : positive;
                }
                yield new DoubleVector(type, out, length, validity);
            }
            case Decimal128Vector dividends -> wide(call, dividends, (Decimal128Vector) right, validity, length, rows);
            default -> throw ErrorCondition.INTERNAL_ERROR.with("detail", "pmod of " + left.type().sql() + ".");
        };
    }

    private static Vector wide(KernelCall call, Decimal128Vector left, Decimal128Vector right, long @Nullable [] validity, int length,
            @Nullable Selection rows) {
        check(call, validity, length, rows, row -> right.words()[2 * row] == 0 && right.words()[2 * row + 1] == 0);
        long[] out = new long[2 * length];
        for (int row = 0; row < length; row++) {
            BigInteger divisor = value(right, row);
            if (Validity.isValid(validity, row) && divisor.signum() != 0) {
                BigInteger remainder = value(left, row).remainder(divisor);
                BigInteger positive = remainder.signum() < 0 ? remainder.add(divisor).remainder(divisor) : remainder;
                out[2 * row] = positive.longValue();
                out[2 * row + 1] = positive.shiftRight(64).longValue();
            }
        }
        return new Decimal128Vector(left.type(), out, length, validity);
    }

    private static BigInteger value(Decimal128Vector vector, int row) {
        BigInteger low = BigInteger.valueOf(vector.words()[2 * row]);
        if (low.signum() < 0) {
            low = low.add(BigInteger.ONE.shiftLeft(64));
        }
        return BigInteger.valueOf(vector.words()[2 * row + 1]).shiftLeft(64).add(low);
    }

    private static long remainder(long dividend, long divisor) {
        long remainder = dividend % divisor;
        return remainder < 0 ? (remainder + divisor) % divisor : remainder;
    }

    private static void check(KernelCall call, long @Nullable [] validity, int length, @Nullable Selection rows, IntPredicate zero) {
        boolean any = false;
        for (int row = 0; row < length; row++) {
            any |= zero.test(row);
        }
        if (any) {
            FailedRows.resolve(validity, length, rows, OnError.THROW, zero,
                    _ -> ErrorCondition.DIVIDE_BY_ZERO.with("expression", call.text()));
        }
    }
}
