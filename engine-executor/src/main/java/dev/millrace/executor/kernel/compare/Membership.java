package dev.millrace.executor.kernel.compare;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.types.DataType;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code input IN (constants)}. */
public final class Membership implements UnaryKernel {

    private final Vector items;
    private final boolean nullItem;
    private final LongSet numbers;
    private final @Nullable BytesSet texts;
    private final ResultArrays results = new ResultArrays();

    /**
     * @param items    flat, without nulls
     * @param nullItem whether NULL is an item too: then what matches nothing is null
     */
    public Membership(Vector items, boolean nullItem) {
        this.items = items;
        this.nullItem = nullItem;
        int count = items.length();
        this.numbers = new LongSet(switch (items) {
            case IntVector ints -> IntStream.range(0, count).mapToLong(i -> ints.values()[i]).toArray();
            case LongVector longs -> Arrays.copyOf(longs.values(), count);
            case DoubleVector doubles -> IntStream.range(0, count).mapToLong(i -> bits(doubles.values()[i])).toArray();
            case BooleanVector bytes -> IntStream.range(0, count).mapToLong(i -> bytes.values()[i]).toArray();
            default -> new long[0];
        });
        this.texts = items instanceof BytesVector bytes ? new BytesSet(bytes) : null;
    }

    @Override
    public Vector apply(Vector input, int length, @Nullable Selection rows) {
        byte[] out = results.bytes(length);
        switch (input) {
            case IntVector ints when numbers.isClose() -> {
                int[] values = ints.values();
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) numbers.bit(values[i]);
                }
            }
            case LongVector longs when numbers.isClose() -> {
                long[] values = longs.values();
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) numbers.bit(values[i]);
                }
            }
            case IntVector ints -> {
                int[] values = ints.values();
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (numbers.contains(values[i]) ? 1 : 0);
                }
            }
            case LongVector longs -> {
                long[] values = longs.values();
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (numbers.contains(values[i]) ? 1 : 0);
                }
            }
            case DoubleVector doubles -> {
                double[] values = doubles.values();
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (numbers.contains(bits(values[i])) ? 1 : 0);
                }
            }
            case BooleanVector bytes -> {
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (numbers.contains(bytes.values()[i]) ? 1 : 0);
                }
            }
            case BytesVector bytes when texts != null -> {
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (texts.contains(bytes.data(), bytes.starts()[i], bytes.lengths()[i]) ? 1 : 0);
                }
            }
            default -> {
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (!input.isNull(i) && matches(input, i) ? 1 : 0);
                }
            }
        }
        return new BooleanVector(DataType.BOOLEAN, out, length, nullItem ? matched(out, length, input.validity()) : input.validity());
    }

    private boolean matches(Vector input, int row) {
        for (int item = 0; item < items.length(); item++) {
            if (RowOrder.compareValues(input, row, items, item) == 0) {
                return true;
            }
        }
        return false;
    }

    private static long[] matched(byte[] ones, int length, long @Nullable [] validity) {
        long[] valid = new long[Validity.words(length)];
        for (int i = 0; i < length; i++) {
            valid[i >> 6] |= (long) ones[i] << i;
        }
        long[] both = Validity.and(valid, validity, length);
        return both == null ? valid : both;
    }

    /** One pattern for all NaN, one for both zeros. */
    private static long bits(double value) {
        return Double.doubleToLongBits(value == 0 ? 0.0 : value);
    }
}
