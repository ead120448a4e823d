package dev.millrace.driver.analyze;

import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import dev.millrace.plan.unresolved.UnresolvedWindow.Bound;

/** The frame of a window function: what was written, what the function demands, or the default. */
final class WindowFrames {

    private static final Frame WHOLE_PARTITION = new Frame(true, Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Frame ROWS_SO_FAR = new Frame(true, Long.MIN_VALUE, 0);
    private static final Frame PEERS_SO_FAR = new Frame(false, Long.MIN_VALUE, 0);

    private WindowFrames() {}

    /** Bounds are offsets from the current row: negative before it, {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE} without bound. */
    record Frame(boolean rows, long from, long to) {}

    static Frame of(UnresolvedWindow window) {
        if (window.function() instanceof UnresolvedCall call) {
            switch (call.name()) {
                case "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile" -> {
                    return ROWS_SO_FAR;
                }
                case "lag", "lead" -> {
                    long distance = distance(call);
                    long offset = call.name().equals("lag") ? -distance : distance;
                    return new Frame(true, offset, offset);
                }
                default -> {
                }
            }
        }
        if (window.frame().isPresent()) {
            return offsets(window.frame().get());
        }
        return window.orderBy().isEmpty() ? WHOLE_PARTITION : PEERS_SO_FAR;
    }

    private static Frame offsets(UnresolvedWindow.Frame frame) {
        boolean rows = switch (frame.unit()) {
            case ROWS -> true;
            case RANGE -> false;
            case GROUPS -> throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A window frame in GROUPS", "advice", "Use RANGE.");
        };
        return new Frame(rows, offset(frame.from()), offset(frame.to()));
    }

    private static long offset(Bound bound) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> Long.MIN_VALUE;
            case PRECEDING -> -number(bound);
            case CURRENT_ROW -> 0;
            case FOLLOWING -> number(bound);
            case UNBOUNDED_FOLLOWING -> Long.MAX_VALUE;
        };
    }

    private static long number(Bound bound) {
        if (bound.offset().orElse(null) instanceof UnresolvedLiteral(var literal) && literal.value() instanceof Number number) {
            return number.longValue();
        }
        throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A window frame whose bound is not a whole number", "advice",
                "Write the bound as a number.");
    }

    private static long distance(UnresolvedCall call) {
        boolean given = call.arguments().size() > 1 && call.arguments().get(1) instanceof UnresolvedLiteral;
        return given && ((UnresolvedLiteral) call.arguments().get(1)).literal().value() instanceof Number offset ? offset.longValue() : 1;
    }
}
