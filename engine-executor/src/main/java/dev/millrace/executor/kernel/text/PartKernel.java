package dev.millrace.executor.kernel.text;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code contains(text, part)}, {@code startswith} and {@code endswith}, for STRING and BINARY. */
public final class PartKernel implements FunctionKernel {

    /** Where the part has to lie. */
    public enum Place {
        ANYWHERE, START, END
    }

    private final Place place;

    public PartKernel(Place place) {
        this.place = place;
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        if (arguments.stream().anyMatch(Constants::isNull)) {
            return Constants.ofNull(DataType.BOOLEAN, length);
        }
        byte[] out = call.state(ResultArrays.class, ResultArrays::new).bytes(length);
        BytesVector text = (BytesVector) Flatten.flat(arguments.get(0));
        boolean fixed = arguments.get(1) instanceof ConstantVector;
        BytesVector part = (BytesVector) (arguments.get(1) instanceof ConstantVector(var value, var _) ? value : arguments.get(1));
        long[] validity = Validity.and(text.validity(), arguments.get(1).validity(), length);
        ByteSearch search = fixed && place == Place.ANYWHERE && part.lengths()[0] > 0 ? new ByteSearch(bytes(part, 0)) : null;
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            boolean found = search != null ? search.find(text.data(), text.starts()[row], text.starts()[row] + text.lengths()[row]) >= 0
                    : found(text, row, part, fixed ? 0 : row);
            out[row] = (byte) (found ? 1 : 0);
        }
        return new BooleanVector(DataType.BOOLEAN, out, length, validity);
    }

    private boolean found(BytesVector text, int row, BytesVector part, int partRow) {
        int start = text.starts()[row];
        int end = start + text.lengths()[row];
        int from = part.starts()[partRow];
        int size = part.lengths()[partRow];
        if (size > end - start) {
            return false;
        }
        return switch (place) {
            case START -> Arrays.equals(text.data(), start, start + size, part.data(), from, from + size);
            case END -> Arrays.equals(text.data(), end - size, end, part.data(), from, from + size);
            case ANYWHERE -> size == 0 || new ByteSearch(bytes(part, partRow)).find(text.data(), start, end) >= 0;
        };
    }

    private static byte[] bytes(BytesVector vector, int row) {
        int start = vector.starts()[row];
        return Arrays.copyOfRange(vector.data(), start, start + vector.lengths()[row]);
    }
}
