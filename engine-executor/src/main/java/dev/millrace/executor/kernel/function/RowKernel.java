package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that is computed value by value, in {@code Literal} form: for functions whose work per value is much larger than a call.
 * Only rows that count are
 * computed.
 */
final class RowKernel implements FunctionKernel {

    private final Body body;
    private final boolean strict;

    /** What is computed for one row. */
    interface Body {

        /** @param values the arguments in {@code Literal} form; @return the result in {@code Literal} form */
        @Nullable
        Object apply(KernelCall call, @Nullable Object[] values);
    }

    private RowKernel(Body body, boolean strict) {
        this.body = body;
        this.strict = strict;
    }

    /** Null when an argument is; the body never sees one. */
    static RowKernel strict(Body body) {
        return new RowKernel(body, true);
    }

    /** The body decides about nulls. */
    static RowKernel withNulls(Body body) {
        return new RowKernel(body, false);
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        VectorBuilder results = VectorBuilder.of(call.type(), length);
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            if (arguments.get(i) instanceof ConstantVector(var value, var _)) {
                values[i] = Values.get(value, 0);
            }
        }
        int next = 0;
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            for (; next < row; next++) {
                results.appendNull();
            }
            results.appendValue(value(call, arguments, values, row));
            next = row + 1;
        }
        for (; next < length; next++) {
            results.appendNull();
        }
        return results.build();
    }

    private @Nullable Object value(KernelCall call, List<Vector> arguments, @Nullable Object[] values, int row) {
        for (int i = 0; i < values.length; i++) {
            Vector argument = arguments.get(i);
            if (!(argument instanceof ConstantVector)) {
                values[i] = Values.get(argument, row);
            }
            if (strict && values[i] == null) {
                return null;
            }
        }
        try {
            return body.apply(call, values);
        } catch (ArithmeticException e) {
            throw MathKernels.overflow(call);
        }
    }
}
