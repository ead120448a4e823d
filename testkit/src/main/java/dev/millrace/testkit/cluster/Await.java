package dev.millrace.testkit.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something to become true, never longer than it may take: {@code Await.until("a spill", deadline, () -> spilled.get() > 0)}. */
public final class Await {

    private static final long LOOK_AGAIN_NANOS = 2_000_000;

    private Await() {}

    /**
     * @param what names what is awaited, for the message
     * @throws AssertionError when it does not come in time
     */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + atMost + ": " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
