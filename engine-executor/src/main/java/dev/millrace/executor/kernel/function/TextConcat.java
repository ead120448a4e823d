package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code concat} of texts or binary values; of arrays value by value. */
record TextConcat(FunctionKernel byValue) implements FunctionKernel {

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final List<Operand> operands = new ArrayList<>();
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        return switch (call.type().storage()) {
            case BYTES -> arguments.isEmpty() ? byValue.apply(call, arguments, length, rows) : bytes(call, arguments, length, rows);
            default -> byValue.apply(call, arguments, length, rows);
        };
    }

    private Vector bytes(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, Kept::new);
        List<BytesVector> parts = new ArrayList<>(arguments.size());
        long[] validity = null;
        for (int i = 0; i < arguments.size(); i++) {
            if (kept.operands.size() == i) {
                kept.operands.add(new Operand());
            }
            BytesVector part = (BytesVector) kept.operands.get(i).flat(arguments.get(i));
            parts.add(part);
            validity = Validity.and(validity, part.validity(), length);
        }
        int[] starts = kept.results.ints(length);
        int[] lengths = kept.results.moreInts(length);
        long total = 0;
        for (int row = 0; row < length; row++) {
            int sum = 0;
            if (Validity.isValid(validity, row)) {
                for (BytesVector part : parts) {
                    sum = Math.addExact(sum, part.lengths()[row]);
                }
            }
            starts[row] = (int) total;
            lengths[row] = sum;
            total += sum;
        }
        byte[] out = kept.results.bytes(Math.toIntExact(total));
        for (int row = 0; row < length; row++) {
            int at = starts[row];
            if (lengths[row] > 0) {
                for (BytesVector part : parts) {
                    System.arraycopy(part.data(), part.starts()[row], out, at, part.lengths()[row]);
                    at += part.lengths()[row];
                }
            }
        }
        return new BytesVector(call.type(), out, starts, lengths, length, validity);
    }
}
