package dev.millrace.plan.physical;

import dev.millrace.expr.AggregateCall;
import dev.millrace.plan.WindowFrame;

/**
 * A window function and its frame.
 *
 * @param ignoreNulls lag, lead and nth_value count only rows where their first argument is not null
 */
public record WindowCall(AggregateCall call, WindowFrame frame, boolean ignoreNulls) {}
