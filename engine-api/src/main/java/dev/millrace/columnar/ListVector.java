package dev.millrace.columnar;

import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** ARRAY: row {@code i} is {@code lengths[i]} elements of {@code elements} from {@code starts[i]}; a null row has length 0. */
public record ListVector(DataType type, int[] starts, int[] lengths, Vector elements, int length,
        long @Nullable [] validity) implements Vector {}
