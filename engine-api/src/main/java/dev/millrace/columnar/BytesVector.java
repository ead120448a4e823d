package dev.millrace.columnar;

import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * STRING (UTF-8) and BINARY: row {@code i} is {@code lengths[i]} bytes of {@code data} from {@code starts[i]}. Rows may share bytes; a null
 * row has length 0. {@code data} has no slack guarantee.
 */
public record BytesVector(DataType type, byte[] data, int[] starts, int[] lengths, int length,
        long @Nullable [] validity) implements Vector {}
