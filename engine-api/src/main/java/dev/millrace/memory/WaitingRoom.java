package dev.millrace.memory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Tasks of one budget that wait for memory which others hold. A task that is within its fair share but comes late finds the memory taken;
 * those that are above their share spill at their next reservation, or end. Nobody waits when nobody else can give anything back.
 */
final class WaitingRoom {

    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final Set<MemoryPool> tasks = ConcurrentHashMap.newKeySet();
    private final Set<MemoryPool> waiting = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    /** Written under the lock. */
    private volatile long releases;

    void enter(MemoryPool task) {
        tasks.add(task);
    }

    void leave(MemoryPool task) {
        tasks.remove(task);
        notifyWaiting();
    }

    /** To be called when bytes were given back. */
    void notifyWaiting() {
        if (!waiting.isEmpty()) {
            synchronized (lock) {
                releases++;
                lock.notifyAll();
            }
        }
    }

    /**
     * Tries again and again while others give memory back; false when there is nobody to wait for, after a while, or when the thread is
     * interrupted.
     */
    boolean await(MemoryPool task, BooleanSupplier reservation) {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        waiting.add(task);
        try {
            for (long seen = releases; !reservation.getAsBoolean(); seen = releases) {
                if (!othersMayRelease() || System.nanoTime() > deadline) {
                    return false;
                }
                synchronized (lock) {
                    if (releases == seen) {
                        lock.wait(LOOK_AGAIN_MILLIS);
                    }
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.remove(task);
            notifyWaiting();
        }
    }

    private boolean othersMayRelease() {
        for (MemoryPool task : tasks) {
            if (!waiting.contains(task) && task.used() > 0) {
                return true;
            }
        }
        return false;
    }
}
