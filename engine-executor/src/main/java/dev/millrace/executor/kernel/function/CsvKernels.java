package dev.millrace.executor.kernel.function;

import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.function.csv.CsvSchemas;
import dev.millrace.executor.kernel.function.csv.CsvValues;
import dev.millrace.executor.kernel.function.csv.CsvWriter;
import dev.millrace.executor.kernel.function.json.JsonSchemas;
import dev.millrace.executor.kernel.function.options.FormatOptions;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kernels of functions on CSV lines. */
final class CsvKernels {

    private CsvKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "from_csv" -> RowKernel.strict((call, values) -> call
                    .state(CsvValues.class, () -> new CsvValues(options(call, 2), call.zone(), call.text()))
                    .struct((String) values[0], ((DataType.StructType) call.type()).fields()));
            case "to_csv" -> RowKernel.strict((call, values) -> call
                    .state(CsvWriter.class, () -> new CsvWriter(options(call, 1), call.zone()))
                    .line((List<?>) values[0], ((DataType.StructType) call.argumentType(0)).fields()));
            case "schema_of_csv" -> RowKernel
                    .strict((call, values) -> JsonSchemas.ddl(new CsvSchemas(options(call, 1), call.zone()).of((String) values[0])));
            default -> null;
        };
    }

    private static FormatOptions options(KernelCall call, int argument) {
        return new FormatOptions(argument < call.argumentCount() ? call.constant(argument) : null, call.function());
    }
}
