package dev.millrace.executor.sketch;

import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import java.util.Arrays;
import java.util.List;

/** {@code bitmap_construct_agg}, {@code bitmap_or_agg} and {@code bitmap_and_agg}: bitmaps of 4,096 bytes. */
public final class BitmapSummary implements Summary {

    private static final int BYTES = 4096;

    private final Operation operation;
    private final byte[] bits = new byte[BYTES];

    /** What is done with a value. */
    public enum Operation {
        SET, OR, AND
    }

    public BitmapSummary(Operation operation) {
        this.operation = operation;
        if (operation == Operation.AND) {
            Arrays.fill(bits, (byte) -1);
        }
    }

    @Override
    public void add(List<Vector> arguments, int row) {
        Object value = Values.get(arguments.getFirst(), row);
        if (value instanceof byte[] bitmap) {
            merge(bitmap);
        } else if (value instanceof Number number) {
            long position = number.longValue();
            if (position < 0 || position >= 8L * BYTES) {
                throw ErrorCondition.INVALID_BITMAP_POSITION.with("position", position, "bits", 8 * BYTES, "bytes", BYTES);
            }
            bits[(int) (position >> 3)] |= (byte) (1 << (position & 7));
        }
    }

    /** A shorter bitmap has zeros behind it. */
    @Override
    public void merge(byte[] bitmap) {
        for (int i = 0; i < BYTES; i++) {
            int other = i < bitmap.length ? bitmap[i] : 0;
            bits[i] = (byte) (operation == Operation.AND ? bits[i] & other : bits[i] | other);
        }
    }

    @Override
    public byte[] bytes() {
        return bits.clone();
    }

    @Override
    public Object result() {
        return bytes();
    }

    @Override
    public long heldBytes() {
        return BYTES + 48L;
    }
}
