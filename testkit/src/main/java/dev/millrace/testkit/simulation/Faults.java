package dev.millrace.testkit.simulation;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes wrong in a run: each run has its own mix, so that rare combinations happen too. Counts what really happened. */
final class Faults {

    /** Kinds of faults. */
    enum Kind {
        CRASH, PAUSE, SLOW_EXECUTOR, EXECUTOR_KILLED, DRAINED,
        CONNECTION_CUT, CONNECTION_STALLED, LATE_REPORT, DOUBLE_REPORT, FETCH_CUT, FETCH_TIMEOUT, BLOCK_LOST, RESULT_LOST,
        DISK_FULL, DISK_ERROR, BIT_FLIPPED, MEMORY_WANTED,
        TASK_FAILURE, USER_ERROR, IGNORED_CANCEL, JOB_CANCELLED, EARLY_RELEASE,
        DRIVER_PAUSE, DRIVER_RESTART
    }

    private final Dice dice;
    private final boolean[] on = new boolean[Kind.values().length];
    private final int[] fired = new int[Kind.values().length];
    private final int events;
    private boolean over;

    Faults(Dice dice) {
        this.dice = dice;
        boolean calm = dice.chance(20);
        for (int i = 0; i < on.length; i++) {
            on[i] = !calm && dice.chance(500);
        }
        this.events = calm ? 0 : dice.below(6);
    }

    /** How many times somebody strikes an executor, a connection or a job. */
    int events() {
        return events;
    }

    boolean enabled(Kind kind) {
        return on[kind.ordinal()] && !over;
    }

    /** True when the fault is to happen here; then it counts as fired. */
    boolean strikes(Kind kind, int perMille) {
        if (!enabled(kind) || !dice.chance(perMille)) {
            return false;
        }
        fire(kind);
        return true;
    }

    void fire(Kind kind) {
        fired[kind.ordinal()]++;
    }

    /** From now on all is calm. */
    void end() {
        over = true;
    }

    boolean over() {
        return over;
    }

    Map<String, Integer> fired() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, fired[kind.ordinal()]);
        }
        Map<String, Integer> named = new LinkedHashMap<>();
        counts.forEach((kind, count) -> named.put(kind.name(), count));
        return named;
    }
}
