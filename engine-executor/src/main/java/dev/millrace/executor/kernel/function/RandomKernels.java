package dev.millrace.executor.kernel.function;

import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Kernels whose result differs from row to row. A seed and the partition's number decide the whole sequence. */
final class RandomKernels {

    private RandomKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "rand" -> RowKernel.withNulls((call, values) -> generator(call, values).nextDouble());
            case "randn" -> RowKernel.withNulls((call, values) -> generator(call, values).nextGaussian());
            case "uuid" -> RowKernel.withNulls((_, _) -> UUID.randomUUID().toString());
            case "spark_partition_id" -> RowKernel.withNulls((call, _) -> call.partition());
            case "monotonically_increasing_id" ->
                    RowKernel.withNulls((call, _) -> call.state(Counter.class, Counter::new).next(call.partition()));
            default -> null;
        };
    }

    private static SplittableRandom generator(KernelCall call, @Nullable Object[] values) {
        return call.state(SplittableRandom.class, () -> values.length == 0 ? new SplittableRandom()
                : new SplittableRandom((values[0] == null ? 0 : (Long) values[0]) ^ call.partition() * 0x9E3779B97F4A7C15L));
    }

    private static final class Counter {
        private long rows;

        long next(int partition) {
            return ((long) partition << 33) + rows++;
        }
    }
}
