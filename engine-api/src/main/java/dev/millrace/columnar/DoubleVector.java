package dev.millrace.columnar;

import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** DOUBLE, and FLOAT widened to double. */
public record DoubleVector(DataType type, double[] values, int length, long @Nullable [] validity) implements Vector {}
