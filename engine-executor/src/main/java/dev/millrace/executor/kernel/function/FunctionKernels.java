package dev.millrace.executor.kernel.function;

import dev.millrace.executor.kernel.FunctionKernel;
import org.jspecify.annotations.Nullable;

/** Finds the kernel of a function. A kernel is made when it is first asked for, so that a query loads no more than it uses. */
public final class FunctionKernels {

    private FunctionKernels() {}

    /** @param name in lower case; null when there is no such kernel */
    public static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "date_trunc" -> new TimestampTrunc();
            case "trunc" -> new DateTrunc();
            case "pmod" -> new PositiveRemainder();
            case "xxhash64" -> new XxHash64();
            default -> null;
        };
    }
}
