package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.DoubleVector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Kernels whose result differs from row to row. A seed and the partition's number decide the whole sequence. */
final class RandomKernels {

    private static final int LETTERS = 26;
    private static final int DIGITS = 10;

    private RandomKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "rand" -> drawn(XorShiftRandom::nextDouble);
            case "randn" -> drawn(XorShiftRandom::nextGaussian);
            case "uniform" -> RowKernel.strict((call, values) -> uniform(call, values));
            case "randstr" -> RowKernel.withNulls((call, values) -> text(generator(call, 1), (Integer) values[0]));
            case "uuid" -> RowKernel.withNulls((_, _) -> UUID.randomUUID().toString());
            case "spark_partition_id" -> RowKernel.withNulls((call, _) -> call.partition());
            case "monotonically_increasing_id" ->
                    RowKernel.withNulls((call, _) -> call.state(Counter.class, Counter::new).next(call.partition()));
            default -> null;
        };
    }

    /** Only rows that count draw a number. */
    private static FunctionKernel drawn(ToDoubleFunction<XorShiftRandom> draw) {
        return (call, _, length, rows) -> {
            XorShiftRandom generator = generator(call, 0);
            double[] values = new double[length];
            int count = rows == null ? length : rows.count();
            for (int i = 0; i < count; i++) {
                values[rows == null ? i : rows.rows()[i]] = draw.applyAsDouble(generator);
            }
            return new DoubleVector(DataType.DOUBLE, values, length, null);
        };
    }

    /** @param seed which argument it is; null stands for 0, a missing one for any */
    private static XorShiftRandom generator(KernelCall call, int seed) {
        return call.state(XorShiftRandom.class, () -> {
            long first = seed >= call.argumentCount() ? ThreadLocalRandom.current().nextLong()
                    : call.constant(seed) instanceof Number number ? number.longValue() : 0;
            return new XorShiftRandom(first + call.partition());
        });
    }

    private static Object uniform(KernelCall call, @Nullable Object[] values) {
        double min = number(values[0], call.argumentType(0));
        double max = number(values[1], call.argumentType(1));
        double value = min + (max - min) * generator(call, 2).nextDouble();
        return switch (call.type()) {
            case DataType.DoubleType _ -> value;
            case DataType.FloatType _ -> (double) (float) value;
            case DataType.LongType _ -> (long) value;
            case DataType.DecimalType type -> {
                BigInteger unscaled = BigDecimal.valueOf(value).setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
                yield type.precision() > DataType.DecimalType.MAX_LONG_PRECISION ? (Object) unscaled : (Object) unscaled.longValueExact();
            }
            default -> (int) value;
        };
    }

    private static double number(@Nullable Object value, DataType type) {
        if (type instanceof DataType.DecimalType(var _, var scale)) {
            return new BigDecimal(String.valueOf(value)).scaleByPowerOfTen(-scale).doubleValue();
        }
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static String text(XorShiftRandom generator, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int choice = Math.abs(generator.nextInt() % (DIGITS + 2 * LETTERS));
            int letter = choice - DIGITS;
            text.append((char) (letter < 0 ? '0' + choice : letter < LETTERS ? 'a' + letter : 'A' + letter - LETTERS));
        }
        return text.toString();
    }

    private static final class Counter {
        private long rows;

        long next(int partition) {
            return ((long) partition << 33) + rows++;
        }
    }
}
