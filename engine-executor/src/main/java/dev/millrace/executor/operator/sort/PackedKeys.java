package dev.millrace.executor.operator.sort;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.shuffle.order.RowOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sort keys of many rows squeezed into one unsigned long each. Numbers take as many bits as the range of the values at hand needs,
 * short text its bytes; keys are packed one behind the other until 64 bits are full. Most sorts are decided by these numbers alone.
 */
final class PackedKeys {

    private final long[] words;
    private final int rows;
    private int free = Long.SIZE;

    private PackedKeys(int rows) {
        this.rows = rows;
        this.words = new long[rows];
    }

    /**
     * @param words one for each row; unsigned order is the order of the rows, as far as the keys are in
     * @param bits  low bits that are used
     * @param exact keys that are in completely: only those behind them need to be compared where words are equal
     */
    record Packed(long[] words, int bits, int exact) {}

    /** @param keys flat vectors */
    static Packed pack(RowOrder order, List<Vector> keys, int rows) {
        PackedKeys packed = new PackedKeys(rows);
        int exact = 0;
        while (exact < keys.size() && packed.add(order.keys().get(exact), keys.get(exact))) {
            exact++;
        }
        return new Packed(packed.words, Long.SIZE - packed.free, exact);
    }

    /** Adds a key; false when it did not fit as a whole. */
    private boolean add(RowOrder.Direction direction, Vector key) {
        return switch (key) {
            case BooleanVector(var _, var values, var _, var validity) -> {
                long[] numbers = new long[rows];
                for (int row = 0; row < rows; row++) {
                    numbers[row] = values[row];
                }
                yield addNumbers(direction, numbers, validity);
            }
            case IntVector(var _, var values, var _, var validity) -> {
                long[] numbers = new long[rows];
                for (int row = 0; row < rows; row++) {
                    numbers[row] = values[row];
                }
                yield addNumbers(direction, numbers, validity);
            }
            case LongVector(var _, var values, var _, var validity) -> addNumbers(direction, values, validity);
            case DoubleVector(var _, var values, var _, var validity) -> {
                long[] numbers = new long[rows];
                for (int row = 0; row < rows; row++) {
                    numbers[row] = RowOrder.ordered(values[row]);
                }
                yield addNumbers(direction, numbers, validity);
            }
            case Decimal128Vector(var _, var wide, var _, var validity) -> addWide(direction, wide, validity);
            case BytesVector bytes -> addBytes(direction, bytes);
            case NullVector _ -> true;
            case ListVector _, MapVector _, StructVector _ -> false;
            case DictionaryVector _, ConstantVector _ -> throw new IllegalArgumentException("not flat");
        };
    }

    private boolean addNumbers(RowOrder.Direction direction, long[] numbers, long @Nullable [] validity) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        boolean nulls = false;
        for (int row = 0; row < rows; row++) {
            if (Validity.isValid(validity, row)) {
                min = Math.min(min, numbers[row]);
                max = Math.max(max, numbers[row]);
            } else {
                nulls = true;
            }
        }
        if (min > max) {
            return true;
        }
        long range = max - min;
        long last = nulls ? range + 1 : range;
        int width = nulls && last == 0 ? Long.SIZE + 1 : Long.SIZE - Long.numberOfLeadingZeros(last);
        if (width > Long.SIZE) {
            return addHalved(direction, numbers, validity);
        }
        long shift = nulls && direction.nullsFirst() ? 1 : 0;
        long forNull = direction.nullsFirst() ? 0 : last;
        int taken = Math.min(width, free);
        for (int row = 0; row < rows; row++) {
            long number = direction.ascending() ? numbers[row] - min : max - numbers[row];
            push(row, Validity.isValid(validity, row) ? number + shift : forNull, width, taken);
        }
        free -= taken;
        return taken == width;
    }

    /** Nulls beside numbers that need all 64 bits: the lowest bit is given up. */
    private boolean addHalved(RowOrder.Direction direction, long[] numbers, long @Nullable [] validity) {
        int taken = Math.min(Long.SIZE, free);
        for (int row = 0; row < rows; row++) {
            long number = (direction.ascending() ? numbers[row] : ~numbers[row]) ^ Long.MIN_VALUE;
            long forNull = direction.nullsFirst() ? 0 : -1L;
            push(row, Validity.isValid(validity, row) ? number : forNull, Long.SIZE, taken);
        }
        free -= taken;
        return false;
    }

    private boolean addWide(RowOrder.Direction direction, long[] wide, long @Nullable [] validity) {
        long[] numbers = new long[rows];
        boolean narrow = true;
        for (int row = 0; row < rows; row++) {
            numbers[row] = wide[2 * row];
            narrow &= wide[2 * row + 1] == wide[2 * row] >> 63 || !Validity.isValid(validity, row);
        }
        if (narrow) {
            return addNumbers(direction, numbers, validity);
        }
        for (int row = 0; row < rows; row++) {
            numbers[row] = wide[2 * row + 1];
        }
        addNumbers(direction, numbers, validity);
        return false;
    }

    /**
     * Text: a bit for null where nulls are, then the leading bytes. It is in as a whole when all are short and none holds a zero byte,
     * which pads.
     */
    private boolean addBytes(RowOrder.Direction direction, BytesVector text) {
        int longest = 0;
        boolean nulls = false;
        for (int row = 0; row < rows; row++) {
            longest = Math.max(longest, text.lengths()[row]);
            nulls |= text.isNull(row);
        }
        int nullBit = nulls ? 1 : 0;
        int textBits = Math.min(Long.SIZE, 8 * longest);
        int taken = Math.min(textBits, free - nullBit);
        if (taken < 0) {
            return false;
        }
        boolean whole = taken == 8 * longest;
        for (int row = 0; row < rows; row++) {
            boolean isNull = nulls && text.isNull(row);
            int start = text.starts()[row];
            int length = text.lengths()[row];
            long word = RowOrder.firstBytes(text.data(), start, length);
            whole = whole && !holdsZero(text.data(), start, length);
            if (nulls) {
                push(row, isNull == direction.nullsFirst() ? 0 : 1, 1, 1);
            }
            if (taken > 0) {
                long directed = isNull ? 0 : direction.ascending() ? word : ~word;
                push(row, directed >>> (Long.SIZE - taken), taken, taken);
            }
        }
        free -= nullBit + Math.max(taken, 0);
        return whole;
    }

    private static boolean holdsZero(byte[] data, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (data[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Appends the {@code taken} high bits of a number of {@code width} bits. */
    private void push(int row, long number, int width, int taken) {
        if (taken == Long.SIZE) {
            words[row] = number;
        } else if (taken > 0) {
            words[row] = (words[row] << taken) | (number >>> (width - taken));
        }
    }
}
