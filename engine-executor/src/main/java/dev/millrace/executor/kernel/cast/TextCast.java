package dev.millrace.executor.kernel.cast;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.types.DataType;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Everything into STRING. */
final class TextCast implements UnaryKernel {

    private final ValueText values;
    private final ByteAppender text = new ByteAppender();
    private final ResultArrays results = new ResultArrays();

    TextCast(ZoneId zone) {
        this.values = new ValueText(zone);
    }

    @Override
    public Vector apply(Vector input, int length, @Nullable Selection rows) {
        if (input instanceof BytesVector(var _, var data, var starts, var lengths, var _, var validity)) {
            return new BytesVector(DataType.STRING, data, starts, lengths, length, validity);
        }
        text.clear();
        int[] starts = results.ints(length);
        int[] lengths = results.moreInts(length);
        Arrays.fill(starts, 0, length, 0);
        Arrays.fill(lengths, 0, length, 0);
        long[] validity = input.validity();
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (Validity.isValid(validity, row)) {
                starts[row] = text.size();
                values.append(input, row, text);
                lengths[row] = text.size() - starts[row];
            }
        }
        return new BytesVector(DataType.STRING, text.data(), starts, lengths, length, validity);
    }
}
