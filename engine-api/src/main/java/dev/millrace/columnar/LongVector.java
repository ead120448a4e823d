package dev.millrace.columnar;

import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** BIGINT, TIMESTAMP and TIMESTAMP_NTZ (microseconds), day-time intervals (microseconds), DECIMAL up to 18 digits (unscaled). */
public record LongVector(DataType type, long[] values, int length, long @Nullable [] validity) implements Vector {}
