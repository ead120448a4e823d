package dev.millrace.columnar;

import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** TINYINT, SMALLINT, INT, DATE (days) and year-month intervals (months). */
public record IntVector(DataType type, int[] values, int length, long @Nullable [] validity) implements Vector {}
