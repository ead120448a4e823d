package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code substring}, {@code left} and {@code right} of texts and binary values. The result shares the bytes of the argument. */
record TextCut(Part part) implements FunctionKernel {

    /** Which characters are kept. */
    enum Part {
        MIDDLE, LEFT, RIGHT
    }

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand text = new Operand();
        private final Operand second = new Operand();
        private final Operand third = new Operand();
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, Kept::new);
        BytesVector texts = (BytesVector) kept.text.flat(arguments.getFirst());
        IntVector second = (IntVector) kept.second.flat(arguments.get(1));
        IntVector third = arguments.size() > 2 ? (IntVector) kept.third.flat(arguments.get(2)) : null;
        long[] validity = Validity.and(texts.validity(), second.validity(), length);
        validity = third == null ? validity : Validity.and(validity, third.validity(), length);
        boolean binary = texts.type() instanceof DataType.BinaryType;
        int[] starts = kept.results.ints(length);
        int[] lengths = kept.results.moreInts(length);
        byte[] data = texts.data();
        for (int row = 0; row < length; row++) {
            int start = texts.starts()[row];
            int end = start + texts.lengths()[row];
            boolean single = binary || Utf8.isAscii(data, start, end);
            if (!Validity.isValid(validity, row)) {
                starts[row] = start;
                lengths[row] = 0;
                continue;
            }
            long count = third == null ? Integer.MAX_VALUE : Math.max(0, third.values()[row]);
            long given = second.values()[row];
            long position = switch (part) {
                case MIDDLE -> given;
                case LEFT -> 1;
                case RIGHT -> -Math.max(0, given);
            };
            if (part != Part.MIDDLE) {
                count = Math.max(0, given);
            }
            long points = position >= 0 ? 0 : single ? end - start : Utf8.points(data, start, end);
            long skipped = position > 0 ? position - 1 : points + position;
            // A position before the beginning takes up a part of the length, as in Spark; right() has no such part.
            long taken = skipped < 0 ? part == Part.RIGHT ? points : Math.max(0, count + skipped) : count;
            skipped = Math.max(0, skipped);
            int from = single ? (int) Math.min(end, start + skipped) : Utf8.forward(data, start, end, skipped);
            int to = single ? (int) Math.min(end, from + taken) : Utf8.forward(data, from, end, taken);
            starts[row] = from;
            lengths[row] = to - from;
        }
        return new BytesVector(call.type(), data, starts, lengths, length, validity);
    }
}
