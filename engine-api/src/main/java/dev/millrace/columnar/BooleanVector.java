package dev.millrace.columnar;

import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** BOOLEAN: one byte a row, 0 or 1. */
public record BooleanVector(DataType type, byte[] values, int length, long @Nullable [] validity) implements Vector {}
