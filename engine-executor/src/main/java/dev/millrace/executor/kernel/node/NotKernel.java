package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** NOT. */
public final class NotKernel implements UnaryKernel {

    private final ResultArrays results = new ResultArrays();

    @Override
    public Vector apply(Vector input, int length, @Nullable Selection rows) {
        byte[] values = ((BooleanVector) input).values();
        byte[] out = results.bytes(length);
        for (int i = 0; i < length; i++) {
            out[i] = (byte) (values[i] ^ 1);
        }
        return new BooleanVector(DataType.BOOLEAN, out, length, input.validity());
    }
}
