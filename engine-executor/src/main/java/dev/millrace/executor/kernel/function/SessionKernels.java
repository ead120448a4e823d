package dev.millrace.executor.kernel.function;

import dev.millrace.executor.kernel.FunctionKernel;
import org.jspecify.annotations.Nullable;

/** Kernels of functions that are constants of a query. */
final class SessionKernels {

    private SessionKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "current_user" -> RowKernel.withNulls((_, _) -> System.getProperty("user.name", ""));
            case "current_catalog" -> RowKernel.withNulls((_, _) -> "spark_catalog");
            case "version" -> RowKernel.withNulls((_, _) -> version());
            case "collation" -> RowKernel.withNulls((_, _) -> "SYSTEM.BUILTIN.UTF8_BINARY");
            case "current_database", "current_path" -> RowKernel.withNulls((call, _) -> call.constant(0));
            default -> null;
        };
    }

    private static String version() {
        String version = SessionKernels.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
