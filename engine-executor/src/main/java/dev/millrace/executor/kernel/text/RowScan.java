package dev.millrace.executor.kernel.text;

import dev.millrace.columnar.BytesVector;
import java.util.Arrays;

/** A search over the bytes of many rows at once, as they lie one after the other in a page; what is found is then traced to its row. */
final class RowScan {

    private RowScan() {}

    /** True when rows lie in ascending order and what lies between them is little. */
    static boolean isDense(BytesVector text, int length) {
        if (length == 0) {
            return false;
        }
        int[] starts = text.starts();
        int[] lengths = text.lengths();
        long bytes = 0;
        int backward = 0;
        for (int i = 1; i < length; i++) {
            backward |= starts[i] - starts[i - 1] - lengths[i - 1];
            bytes += lengths[i];
        }
        return backward >= 0 && starts[length - 1] - starts[0] <= 2 * bytes + 8L * length;
    }

    /** Writes 1 for each row that {@code pattern} matches; {@code leading} is a text that only those contain. */
    static void mark(BytesVector text, int length, ByteSearch leading, LikePattern pattern, byte[] out) {
        Arrays.fill(out, 0, length, (byte) 0);
        byte[] data = text.data();
        int[] starts = text.starts();
        int[] lengths = text.lengths();
        int end = starts[length - 1] + lengths[length - 1];
        int row = 0;
        int at = starts[0];
        while (row < length) {
            int found = leading.find(data, at, end);
            if (found < 0) {
                return;
            }
            while (starts[row] + lengths[row] <= found) {
                row++;
            }
            int rowEnd = starts[row] + lengths[row];
            if (found >= starts[row] && found + leading.length() <= rowEnd) {
                out[row] = (byte) (pattern.matchesAfterLeading(data, found + leading.length(), rowEnd) ? 1 : 0);
                row++;
                at = rowEnd;
            } else {
                at = found + 1;
            }
        }
    }
}
