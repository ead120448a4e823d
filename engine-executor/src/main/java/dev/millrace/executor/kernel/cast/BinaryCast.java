package dev.millrace.executor.kernel.cast;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** STRING into BINARY, its bytes; integers into BINARY, highest byte first, in as many bytes as their type has. */
final class BinaryCast implements UnaryKernel {

    private final int width;
    private final ResultArrays results = new ResultArrays();

    BinaryCast(DataType from) {
        this.width = switch (from) {
            case DataType.ByteType _ -> Byte.BYTES;
            case DataType.ShortType _ -> Short.BYTES;
            case DataType.IntType _ -> Integer.BYTES;
            default -> Long.BYTES;
        };
    }

    @Override
    public Vector apply(Vector input, int length, @Nullable Selection rows) {
        if (input instanceof BytesVector(var _, var data, var starts, var lengths, var _, var validity)) {
            return new BytesVector(DataType.BINARY, data, starts, lengths, length, validity);
        }
        byte[] data = results.bytes(width * length);
        int[] starts = results.ints(length);
        int[] lengths = results.moreInts(length);
        for (int i = 0; i < length; i++) {
            long value = input instanceof IntVector ints ? ints.values()[i] : ((LongVector) input).values()[i];
            starts[i] = i * width;
            lengths[i] = input.isNull(i) ? 0 : width;
            for (int at = 0; at < width; at++) {
                data[i * width + at] = (byte) (value >>> Byte.SIZE * (width - 1 - at));
            }
        }
        return new BytesVector(DataType.BINARY, data, starts, lengths, length, input.validity());
    }
}
