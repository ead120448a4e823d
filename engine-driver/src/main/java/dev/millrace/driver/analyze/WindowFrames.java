package dev.millrace.driver.analyze;

import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import dev.millrace.plan.unresolved.UnresolvedWindow.Frame;

/** The frame of a window function: what was written, what the function demands, or the default. */
final class WindowFrames {

    private static final Frame WHOLE_PARTITION = new Frame(true, Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Frame ROWS_SO_FAR = new Frame(true, Long.MIN_VALUE, 0);
    private static final Frame PEERS_SO_FAR = new Frame(false, Long.MIN_VALUE, 0);

    private WindowFrames() {}

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
            return window.frame().get();
        }
        return window.orderBy().isEmpty() ? WHOLE_PARTITION : PEERS_SO_FAR;
    }

    private static long distance(UnresolvedCall call) {
        boolean given = call.arguments().size() > 1 && call.arguments().get(1) instanceof UnresolvedLiteral;
        return given && ((UnresolvedLiteral) call.arguments().get(1)).literal().value() instanceof Number offset ? offset.longValue() : 1;
    }
}
