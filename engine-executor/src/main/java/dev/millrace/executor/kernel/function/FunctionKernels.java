package dev.millrace.executor.kernel.function;

import dev.millrace.executor.kernel.FunctionKernel;
import org.jspecify.annotations.Nullable;

/** Finds the kernel of a function. A kernel is made when it is first asked for, so that a query loads no more than it uses. */
public final class FunctionKernels {

    private FunctionKernels() {}

    /** @param name in lower case; null when there is no such kernel */
    public static @Nullable FunctionKernel find(String name) {
        FunctionKernel found = MathKernels.find(name);
        found = found != null ? found : CalendarKernels.find(name);
        found = found != null ? found : TimestampKernels.find(name);
        found = found != null ? found : TextKernels.find(name);
        found = found != null ? found : PatternKernels.find(name);
        found = found != null ? found : DigestKernels.find(name);
        found = found != null ? found : ArrayKernels.find(name);
        found = found != null ? found : MapKernels.find(name);
        found = found != null ? found : LambdaKernels.find(name);
        found = found != null ? found : FormatKernels.find(name);
        found = found != null ? found : UnitKernels.find(name);
        found = found != null ? found : JsonKernels.find(name);
        found = found != null ? found : CsvKernels.find(name);
        found = found != null ? found : ByteTextKernels.find(name);
        found = found != null ? found : CipherKernels.find(name);
        found = found != null ? found : SketchKernels.find(name);
        found = found != null ? found : TimeWindowKernels.find(name);
        found = found != null ? found : SessionKernels.find(name);
        return found != null ? found : RandomKernels.find(name);
    }
}
