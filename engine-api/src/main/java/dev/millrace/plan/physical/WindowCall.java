package dev.millrace.plan.physical;

import dev.millrace.expr.AggregateCall;

/**
 * A window function and its frame; bounds are offsets from the current row, {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE} without
 * bound.
 */
public record WindowCall(AggregateCall call, boolean rows, long from, long to) {}
