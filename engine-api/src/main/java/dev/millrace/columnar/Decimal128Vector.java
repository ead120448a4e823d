package dev.millrace.columnar;

import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** DECIMAL beyond 18 digits: the unscaled value in two's complement, low word at {@code 2 * row}, high word after it. */
public record Decimal128Vector(DataType type, long[] words, int length, long @Nullable [] validity) implements Vector {}
