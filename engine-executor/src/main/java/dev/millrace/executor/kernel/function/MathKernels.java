package dev.millrace.executor.kernel.function;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Kernels of functions on numbers. */
final class MathKernels {

    private static final double LN2 = Math.log(2);

    private MathKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "pmod" -> new PositiveRemainder();
            case "abs" -> new Absolute(RowKernel.strict((_, values) -> ((BigInteger) values[0]).abs()));
            case "negative" -> RowKernel.strict((call, values) -> negated(call, values[0]));
            case "sign" -> (call, arguments, length, rows) -> (call.argumentType(0) == DataType.DOUBLE ? DoubleKernel.of(Math::signum)
                    : RowKernel.strict((_, values) -> Math.signum(real(values[0])))).apply(call, arguments, length, rows);
            case "round" -> rounding(RoundingMode.HALF_UP);
            case "bround" -> rounding(RoundingMode.HALF_EVEN);
            case "floor" -> toWhole(RoundingMode.FLOOR);
            case "ceil" -> toWhole(RoundingMode.CEILING);
            case "isnan" -> RowKernel.withNulls((_, values) -> values[0] instanceof Double number && number.isNaN());
            case "nanvl" ->
                    RowKernel.withNulls((_, values) -> values[0] instanceof Double number && number.isNaN() ? values[1] : values[0]);
            case "power" -> DoubleKernel.ofTwo(Math::pow);
            case "atan2" -> DoubleKernel.ofTwo((y, x) -> Math.atan2(y + 0.0, x + 0.0));
            case "hypot" -> DoubleKernel.ofTwo(Math::hypot);
            case "e" -> RowKernel.strict((_, _) -> Math.E);
            case "pi" -> RowKernel.strict((_, _) -> Math.PI);
            case "factorial" -> RowKernel.strict((_, values) -> factorial((Integer) values[0]));
            case "bit_count" -> WholeKernel.of((bits, _) -> Long.bitCount(bits));
            case "nullifzero" -> RowKernel.strict((_, values) -> ((Number) values[0]).doubleValue() == 0 ? null : values[0]);
            case "zeroifnull" -> RowKernel.withNulls((call, values) -> values[0] == null ? zero(call.type()) : values[0]);
            case "bit_get" -> RowKernel.strict((call, values) -> bit(call, (Long) values[0], (Integer) values[1]));
            case "positive" -> (_, arguments, _, _) -> arguments.getFirst();
            case "bin" -> RowKernel.strict((_, values) -> Long.toBinaryString((Long) values[0]));
            case "conv" ->
                    RowKernel.strict((call, values) -> converted(call, (String) values[0], (Integer) values[1], (Integer) values[2]));
            case "width_bucket" -> RowKernel.strict((_, values) -> bucket(values));
            case "shiftleft", "shiftright", "shiftrightunsigned" ->
                    RowKernel.strict((call, values) -> shifted(call.function(), values[0], (Integer) values[1]));
            case "&" -> new WholePair(WholePair.Op.AND);
            case "|" -> new WholePair(WholePair.Op.OR);
            case "^" -> new WholePair(WholePair.Op.XOR);
            case "~" -> WholeKernel.of((bits, _) -> ~bits);
            default -> unary(name);
        };
    }

    private static FunctionKernel rounding(RoundingMode mode) {
        return new Rounding(mode, false, RowKernel.strict((call, values) -> rounded(call, values, mode)));
    }

    private static FunctionKernel toWhole(RoundingMode mode) {
        return new Rounding(mode, true, RowKernel.strict((call, values) -> whole(call, values, mode)));
    }

    private static @Nullable FunctionKernel unary(String name) {
        return switch (name) {
            case "sqrt" -> DoubleKernel.of(Math::sqrt);
            case "cbrt" -> DoubleKernel.of(Math::cbrt);
            case "exp" -> DoubleKernel.of(Math::exp);
            case "expm1" -> DoubleKernel.of(Math::expm1);
            case "rint" -> DoubleKernel.of(Math::rint);
            case "sin" -> DoubleKernel.of(Math::sin);
            case "cos" -> DoubleKernel.of(Math::cos);
            case "tan" -> DoubleKernel.of(Math::tan);
            case "cot" -> DoubleKernel.of(angle -> 1 / Math.tan(angle));
            case "sec" -> DoubleKernel.of(angle -> 1 / Math.cos(angle));
            case "csc" -> DoubleKernel.of(angle -> 1 / Math.sin(angle));
            case "asin" -> DoubleKernel.of(Math::asin);
            case "acos" -> DoubleKernel.of(Math::acos);
            case "atan" -> DoubleKernel.of(Math::atan);
            case "sinh" -> DoubleKernel.of(Math::sinh);
            case "cosh" -> DoubleKernel.of(Math::cosh);
            case "tanh" -> DoubleKernel.of(Math::tanh);
            case "asinh" -> DoubleKernel.of(x -> Double.isInfinite(x) ? x : Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x));
            case "acosh" -> DoubleKernel.of(x -> Math.log(x + Math.sqrt(x * x - 1)));
            case "atanh" -> DoubleKernel.of(x -> 0.5 * (Math.log1p(x) - Math.log1p(-x)));
            case "degrees" -> DoubleKernel.of(Math::toDegrees);
            case "radians" -> DoubleKernel.of(Math::toRadians);
            case "ln" -> DoubleKernel.above(0, Math::log);
            case "log10" -> DoubleKernel.above(0, Math::log10);
            case "log2" -> DoubleKernel.above(0, x -> Math.log(x) / LN2);
            case "log1p" -> DoubleKernel.above(-1, Math::log1p);
            case "log" -> RowKernel.strict((_, values) -> logarithm(values));
            default -> null;
        };
    }

    private static @Nullable Object logarithm(@Nullable Object[] values) {
        double base = values.length == 1 ? Math.E : (Double) values[0];
        double value = (Double) values[values.length - 1];
        if (value <= 0 || base <= 0) {
            return null;
        }
        return values.length == 1 ? Math.log(value) : Math.log(value) / Math.log(base);
    }

    private static Object negated(KernelCall call, @Nullable Object value) {
        return switch (value) {
            case Double number -> -number;
            case BigInteger number -> number.negate();
            case Integer number -> {
                if (number == least(call.type())) {
                    throw overflow(call);
                }
                yield -number;
            }
            case Long number -> {
                if (number == Long.MIN_VALUE) {
                    throw overflow(call);
                }
                yield -number;
            }
            case null, default -> throw unexpected(call);
        };
    }

    private static int least(DataType type) {
        return type instanceof DataType.ByteType ? Byte.MIN_VALUE
                : type instanceof DataType.ShortType ? Short.MIN_VALUE : Integer.MIN_VALUE;
    }

    private static Object rounded(KernelCall call, @Nullable Object[] values, RoundingMode mode) {
        int scale = values.length > 1 ? (Integer) values[1] : 0;
        DataType from = call.argumentType(0);
        return switch (values[0]) {
            case Double number -> {
                if (number.isNaN() || number.isInfinite()) {
                    yield number;
                }
                double result = new BigDecimal(Double.toString(number)).setScale(scale, mode).doubleValue();
                yield from instanceof DataType.FloatType ? (double) (float) result : result;
            }
            case Integer number -> {
                if (scale >= 0) {
                    yield number;
                }
                int result = BigDecimal.valueOf(number).setScale(scale, mode).intValueExact();
                if (result < least(call.type()) || result > ~least(call.type())) {
                    throw overflow(call);
                }
                yield result;
            }
            case Long number when from instanceof DataType.LongType -> {
                if (scale >= 0) {
                    yield number;
                }
                BigInteger result = BigDecimal.valueOf(number).setScale(scale, mode).toBigInteger();
                if (result.bitLength() > 63) {
                    throw overflow(call);
                }
                yield result.longValue();
            }
            case null, default -> unscaled(call, decimal(from, values[0]).setScale(scale, mode));
        };
    }

    private static Object whole(KernelCall call, @Nullable Object[] values, RoundingMode mode) {
        int scale = values.length > 1 ? (Integer) values[1] : 0;
        return switch (values[0]) {
            case Double number -> {
                double result = mode == RoundingMode.FLOOR ? Math.floor(number) : Math.ceil(number);
                if (!(result >= -0x1p63 && result < 0x1p63)) {
                    throw overflow(call);
                }
                yield (long) result;
            }
            case Long number when call.argumentType(0) instanceof DataType.LongType -> number;
            case null, default -> unscaled(call, decimal(call.argumentType(0), values[0]).setScale(scale, mode));
        };
    }

    private static BigDecimal decimal(DataType type, @Nullable Object value) {
        int scale = type instanceof DataType.DecimalType decimal ? decimal.scale() : 0;
        return value instanceof BigInteger wide ? new BigDecimal(wide, scale) : BigDecimal.valueOf((Long) value, scale);
    }

    /** A decimal in the form of the call's type. */
    private static Object unscaled(KernelCall call, BigDecimal value) {
        DataType.DecimalType type = (DataType.DecimalType) call.type();
        BigInteger unscaled = value.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
        if (new BigDecimal(unscaled).precision() > type.precision()) {
            throw overflow(call);
        }
        if (type.precision() > DataType.DecimalType.MAX_LONG_PRECISION) {
            return unscaled;
        }
        return unscaled.longValueExact();
    }

    private static Object zero(DataType type) {
        return switch (type.storage()) {
            case INT -> 0;
            case LONG -> 0L;
            case DECIMAL128 -> BigInteger.ZERO;
            default -> 0.0;
        };
    }

    private static int bit(KernelCall call, long bits, int position) {
        if (position < 0 || position > 63) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the position", "function", call.function(), "expected",
                    "0 to 63",
                    "actual", position);
        }
        return (int) (bits >>> position & 1);
    }

    private static @Nullable Object factorial(int n) {
        if (n < 0 || n > 20) {
            return null;
        }
        long product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }

    private static Object shifted(String function, @Nullable Object value, int bits) {
        if (value instanceof Integer number) {
            return switch (function) {
                case "shiftleft" -> number << bits;
                case "shiftright" -> number >> bits;
                default -> number >>> bits;
            };
        }
        long number = (Long) value;
        return switch (function) {
            case "shiftleft" -> number << bits;
            case "shiftright" -> number >> bits;
            default -> number >>> bits;
        };
    }

    private static @Nullable String converted(KernelCall call, String digits, int from, int to) {
        if (from < 2 || from > 36 || Math.abs(to) < 2 || Math.abs(to) > 36 || digits.isEmpty()) {
            return null;
        }
        boolean negative = digits.startsWith("-");
        BigInteger value = BigInteger.ZERO;
        for (int i = negative ? 1 : 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), from);
            if (digit < 0) {
                break;
            }
            value = value.multiply(BigInteger.valueOf(from)).add(BigInteger.valueOf(digit));
        }
        BigInteger limit = BigInteger.ONE.shiftLeft(64);
        if (value.compareTo(limit) >= 0) {
            throw overflow(call);
        }
        if (negative) {
            value = to < 0 ? value.negate() : limit.subtract(value).mod(limit);
        } else if (to < 0 && value.bitLength() > 63) {
            value = value.subtract(limit);
        }
        return value.toString(Math.abs(to)).toUpperCase(Locale.ROOT);
    }

    private static @Nullable Object bucket(@Nullable Object[] values) {
        double value = real(values[0]);
        double min = real(values[1]);
        double max = real(values[2]);
        long buckets = (Long) values[3];
        if (buckets <= 0 || buckets == Long.MAX_VALUE || Double.isNaN(value) || min == max || !Double.isFinite(min)
                || !Double.isFinite(max)) {
            return null;
        }
        double low = Math.min(min, max);
        double high = Math.max(min, max);
        if (min < max) {
            return value < low ? 0L : value >= high ? buckets + 1 : (long) (buckets * (value - low) / (high - low)) + 1;
        }
        return value > high ? 0L : value <= low ? buckets + 1 : (long) (buckets * (high - value) / (high - low)) + 1;
    }

    /** A number, or the months or microseconds of an interval. */
    private static double real(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    static EngineException overflow(KernelCall call) {
        return ErrorCondition.ARITHMETIC_OVERFLOW.with("type", call.type().sql(), "expression", call.text(), "alternative",
                "a wider type or a try_ function");
    }

    private static EngineException unexpected(KernelCall call) {
        return ErrorCondition.INTERNAL_ERROR.with("detail", "No kernel of " + call.text() + " for " + call.argumentType(0).sql() + ".");
    }
}
