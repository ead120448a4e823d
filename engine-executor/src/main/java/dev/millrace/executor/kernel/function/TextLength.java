package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code length(expr)}: code points of a text, counted as the bytes that do not continue one, or bytes of a binary value. */
final class TextLength implements FunctionKernel {

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand operand = new Operand();
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, Kept::new);
        BytesVector texts = (BytesVector) kept.operand.flat(arguments.getFirst());
        boolean binary = texts.type() instanceof DataType.BinaryType;
        int[] out = kept.results.ints(length);
        for (int row = 0; row < length; row++) {
            out[row] = binary ? texts.lengths()[row] : points(texts.data(), texts.starts()[row], texts.lengths()[row]);
        }
        return new IntVector(DataType.INT, out, length, texts.validity());
    }

    private static int points(byte[] data, int start, int length) {
        int points = 0;
        for (int i = start; i < start + length; i++) {
            points += (data[i] & 0xC0) != 0x80 ? 1 : 0;
        }
        return points;
    }
}
