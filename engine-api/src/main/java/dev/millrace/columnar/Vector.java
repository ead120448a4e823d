package dev.millrace.columnar;

import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column in one batch: a value object over arrays. {@code length} rows are valid; arrays may be longer.
 *
 * <p>Flat vectors hold values in arrays; {@link DictionaryVector} and {@link ConstantVector} are encodings of any type that kernels may use
 * or flatten ({@link Flatten#flat}). What lies under a null is unspecified, but always readable without an error.
 */
public sealed interface Vector
        permits BooleanVector, IntVector, LongVector, DoubleVector, Decimal128Vector, BytesVector, ListVector, MapVector, StructVector,
        NullVector,
        DictionaryVector, ConstantVector {

    DataType type();

    int length();

    /**
     * Bit {@code row & 63} of word {@code row >> 6} is set when the row is not null; null when no row is null. Bits beyond the length are
     * unspecified.
     */
    long @Nullable [] validity();

    default boolean isNull(int row) {
        long[] validity = validity();
        return validity != null && (validity[row >> 6] >>> row & 1) == 0;
    }

    /** True when a null may occur. */
    default boolean hasNulls() {
        return validity() != null;
    }
}
