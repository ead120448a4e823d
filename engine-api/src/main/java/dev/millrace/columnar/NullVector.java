package dev.millrace.columnar;

import dev.millrace.types.DataType;

/** A column of type {@link DataType#NULL}: every row is null. */
public record NullVector(int length) implements Vector {

    @Override
    public DataType type() {
        return DataType.NULL;
    }

    /** Zeros: every row is null. */
    @Override
    public long[] validity() {
        return new long[(length + 63) >> 6];
    }

    @Override
    public boolean isNull(int row) {
        return true;
    }

    @Override
    public boolean hasNulls() {
        return true;
    }
}
