package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code trim}, {@code ltrim}, {@code rtrim} of (characters, text) and {@code btrim} of (text, characters). The result shares the text's
 * bytes.
 */
final class TextTrim implements FunctionKernel {

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand text = new Operand();
        private final Operand characters = new Operand();
        /** Bit b of word w: the ASCII character 64 w + b is cut off. */
        private final long[] cut = new long[2];
        private boolean ascii;
        private String last = "";
        private boolean fresh = true;

        void cut(String characters) {
            if (!fresh && characters.equals(last)) {
                return;
            }
            fresh = false;
            last = characters;
            cut[0] = 0;
            cut[1] = 0;
            ascii = characters.chars().allMatch(character -> character < 0x80);
            characters.chars().filter(character -> character < 0x80).forEach(character -> cut[character >> 6] |= 1L << character);
        }

        boolean isCut(byte character) {
            return character >= 0 && (cut[character >> 6] >>> character & 1) != 0;
        }
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, Kept::new);
        boolean textFirst = arguments.size() == 1 || call.function().equals("btrim");
        BytesVector texts = (BytesVector) kept.text.flat(arguments.get(textFirst ? 0 : 1));
        BytesVector characters = arguments.size() == 1 ? null : (BytesVector) kept.characters.flat(arguments.get(textFirst ? 1 : 0));
        long[] validity = characters == null ? texts.validity() : Validity.and(texts.validity(), characters.validity(), length);
        boolean left = !call.function().equals("rtrim");
        boolean right = !call.function().equals("ltrim");
        int[] starts = kept.results.ints(length);
        int[] lengths = kept.results.moreInts(length);
        byte[] data = texts.data();
        kept.cut(" ");
        int last = -1;
        for (int row = 0; row < length; row++) {
            int start = texts.starts()[row];
            int end = start + texts.lengths()[row];
            if (!Validity.isValid(validity, row)) {
                starts[row] = start;
                lengths[row] = 0;
                continue;
            }
            if (characters != null && (last < 0 || !areSame(characters, row, last))) {
                last = row;
                kept.cut(new String(characters.data(), characters.starts()[row], characters.lengths()[row], StandardCharsets.UTF_8));
            }
            while (left && start < end) {
                int next = kept.isCut(data[start]) ? start + 1 : kept.ascii ? start : afterPoint(kept.last, data, start, end);
                if (next == start) {
                    break;
                }
                start = next;
            }
            while (right && start < end) {
                int next = kept.isCut(data[end - 1]) ? end - 1 : kept.ascii ? end : beforePoint(kept.last, data, start, end);
                if (next == end) {
                    break;
                }
                end = next;
            }
            starts[row] = start;
            lengths[row] = end - start;
        }
        return new BytesVector(texts.type(), data, starts, lengths, length, validity);
    }

    private static boolean areSame(BytesVector characters, int row, int other) {
        return characters.starts()[row] == characters.starts()[other] && characters.lengths()[row] == characters.lengths()[other];
    }

    private static int afterPoint(String characters, byte[] data, int start, int end) {
        int next = start + 1;
        while (next < end && Utf8.continues(data[next])) {
            next++;
        }
        return contains(characters, data, start, next) ? next : start;
    }

    private static int beforePoint(String characters, byte[] data, int start, int end) {
        int before = end - 1;
        while (before > start && Utf8.continues(data[before])) {
            before--;
        }
        return contains(characters, data, before, end) ? before : end;
    }

    private static boolean contains(String characters, byte[] data, int start, int end) {
        return characters.contains(new String(data, start, end - start, StandardCharsets.UTF_8));
    }
}
