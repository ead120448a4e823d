package dev.millrace.driver.schedule;

import dev.millrace.transport.ExecutorId;

/** One executor that is there. */
final class ExecutorBoard {

    private final ExecutorId id;
    private final int slots;
    private final long sequence;
    private int busy;
    private long excludedUntil;
    private boolean draining;

    /** @param sequence in which it registered */
    ExecutorBoard(ExecutorId id, int slots, long sequence) {
        this.id = id;
        this.slots = slots;
        this.sequence = sequence;
    }

    ExecutorId id() {
        return id;
    }

    long sequence() {
        return sequence;
    }

    int free() {
        return slots - busy;
    }

    void take() {
        busy++;
    }

    void release() {
        busy--;
    }

    boolean idle() {
        return busy == 0;
    }

    /** It wants to leave. */
    boolean draining() {
        return draining;
    }

    void drain() {
        draining = true;
    }

    boolean excluded(long nowMillis) {
        return nowMillis < excludedUntil;
    }

    void exclude(long untilMillis) {
        excludedUntil = Math.max(excludedUntil, untilMillis);
    }
}
