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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code upper(text)} and {@code lower(text)}: eight bytes at a time while all texts of a batch are ASCII, else by Java. */
final class TextCase implements FunctionKernel {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = EACH << 7;

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
        if (total > Integer.MAX_VALUE - 64) {
            return byJava(call, texts, length);
        }
        byte[] out = kept.results.bytes((int) total + Long.BYTES);
        int[] starts = kept.results.ints(length);
        int at = 0;
        for (int row = 0; row < length; row++) {
            starts[row] = at;
            System.arraycopy(texts.data(), texts.starts()[row], out, at, texts.lengths()[row]);
            at += texts.lengths()[row];
        }
        return changed(out, at) ? new BytesVector(call.type(), out, starts, texts.lengths(), length, texts.validity())
                : byJava(call, texts, length);
    }

    /**
     * Changes the letters of eight bytes at a time: adding moves a byte's high bit from 0 to 1 where the byte reaches a bound.
     *
     * @return false when there is a byte that is not ASCII
     */
    private boolean changed(byte[] bytes, int length) {
        long first = EACH * (0x80 - (upper ? 'a' : 'A'));
        long behind = EACH * (0x7F - (upper ? 'z' : 'Z'));
        long seen = 0;
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at);
            seen |= word;
            long letters = (word + first ^ word + behind) & HIGH;
            LONGS.set(bytes, at, word ^ letters >>> 2);
            if ((seen & HIGH) != 0) {
                return false;
            }
        }
        int low = upper ? 'a' : 'A';
        for (; at < length; at++) {
            int value = bytes[at];
            seen |= value;
            bytes[at] = (byte) (value >= low && value < low + 26 ? value ^ 0x20 : value);
        }
        return (seen & HIGH) == 0;
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
