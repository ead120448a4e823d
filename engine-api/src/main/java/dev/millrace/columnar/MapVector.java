package dev.millrace.columnar;

import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * MAP: row {@code i} is {@code lengths[i]} entries of {@code keys} and {@code values} from {@code starts[i]}; a null row has length 0. Keys
 * are never null.
 */
public record MapVector(DataType type, int[] starts, int[] lengths, Vector keys, Vector values, int length,
        long @Nullable [] validity) implements Vector {}
