package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code upper(text)} and {@code lower(text)}: byte by byte while all texts of a batch are ASCII, else by Java. */
final class TextCase implements FunctionKernel {

    private final boolean upper;

    TextCase(boolean upper) {
        this.upper = upper;
    }

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand operand = new Operand();
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, Kept::new);
        BytesVector texts = (BytesVector) kept.operand.flat(arguments.getFirst());
        long total = 0;
        for (int row = 0; row < length; row++) {
            total += texts.lengths()[row];
        }
        if (total > Integer.MAX_VALUE - 8) {
            return byJava(call, texts, length);
        }
        byte[] out = kept.results.bytes((int) total);
        int[] starts = kept.results.ints(length);
        byte[] data = texts.data();
        int low = upper ? 'a' : 'A';
        int at = 0;
        int seen = 0;
        for (int row = 0; row < length; row++) {
            starts[row] = at;
            int start = texts.starts()[row];
            int bytes = texts.lengths()[row];
            for (int i = 0; i < bytes; i++) {
                int value = data[start + i];
                seen |= value;
                int letter = value - low;
                out[at + i] = (byte) (letter >= 0 && letter < 26 ? value ^ 0x20 : value);
            }
            at += bytes;
        }
        return seen < 0 ? byJava(call, texts, length)
                : new BytesVector(call.type(), out, starts, texts.lengths(), length, texts.validity());
    }

    private Vector byJava(KernelCall call, BytesVector texts, int length) {
        VectorBuilder results = VectorBuilder.of(call.type(), length);
        for (int row = 0; row < length; row++) {
            if (!Validity.isValid(texts.validity(), row)) {
                results.appendNull();
                continue;
            }
            String text = new String(texts.data(), texts.starts()[row], texts.lengths()[row], StandardCharsets.UTF_8);
            results.appendValue(upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT));
        }
        return results.build();
    }
}
