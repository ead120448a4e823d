package dev.millrace.executor.operator.join;

import dev.millrace.plan.JoinType;
import dev.millrace.plan.physical.Side;

/**
 * A join type as seen from its probe and its build side.
 *
 * @param output      what a pair of matching rows means
 * @param keepsProbe  probe rows without a partner are given, padded with nulls
 * @param keepsBuild  build rows without a partner are given, padded with nulls
 * @param nullAware   as NOT IN: a null key may equal anything
 */
record JoinShape(Output output, boolean keepsProbe, boolean keepsBuild, boolean nullAware) {

    /** PAIRS gives both rows; the others give rows of one side, with (SEMI) or without (ANTI) a partner. */
    enum Output {
        PAIRS, PROBE_SEMI, PROBE_ANTI, BUILD_SEMI, BUILD_ANTI
    }

    static JoinShape of(JoinType type, Side build) {
        boolean buildsLeft = build == Side.LEFT;
        return switch (type) {
            case INNER, CROSS -> new JoinShape(Output.PAIRS, false, false, false);
            case LEFT -> new JoinShape(Output.PAIRS, !buildsLeft, buildsLeft, false);
            case RIGHT -> new JoinShape(Output.PAIRS, buildsLeft, !buildsLeft, false);
            case FULL -> new JoinShape(Output.PAIRS, true, true, false);
            case SEMI -> new JoinShape(buildsLeft ? Output.BUILD_SEMI : Output.PROBE_SEMI, false, false, false);
            case ANTI -> new JoinShape(buildsLeft ? Output.BUILD_ANTI : Output.PROBE_ANTI, false, false, false);
            case NULL_AWARE_ANTI -> new JoinShape(buildsLeft ? Output.BUILD_ANTI : Output.PROBE_ANTI, false, false, true);
        };
    }

    /** Probe rows that surely have no partner may be left out before they arrive here. */
    boolean allowsProbeFilter() {
        return !keepsProbe && output != Output.PROBE_ANTI && !nullAware;
    }

    /** Which build rows have met a partner must be known in the end. */
    boolean marksBuild() {
        return keepsBuild || output == Output.BUILD_SEMI || output == Output.BUILD_ANTI;
    }

    /** Without a row on the build side nothing comes out. */
    boolean emptyWithoutBuild() {
        return output != Output.PROBE_ANTI && !keepsProbe;
    }
}
