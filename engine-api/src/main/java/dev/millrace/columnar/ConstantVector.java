package dev.millrace.columnar;

import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** Every row is row 0 of {@code value}, a flat vector of length one: a literal, or a partition folder's column. */
public record ConstantVector(Vector value, int length) implements Vector {

    @Override
    public DataType type() {
        return value.type();
    }

    @Override
    public long @Nullable [] validity() {
        return value.isNull(0) ? new long[(length + 63) >> 6] : null;
    }

    @Override
    public boolean isNull(int row) {
        return value.isNull(0);
    }

    @Override
    public boolean hasNulls() {
        return value.isNull(0);
    }
}
