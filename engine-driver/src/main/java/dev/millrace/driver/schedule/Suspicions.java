package dev.millrace.driver.schedule;

import dev.millrace.transport.ExecutorId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds executors that are registered but whose blocks cannot be read, so that their readers would fail for ever: two others that
 * cannot reach one, or one that fails three times, are enough. One that reaches none of several which the rest do reach is cut off itself.
 */
final class Suspicions {

    private static final long WINDOW_MILLIS = 60_000;
    private static final int FAILURES = 3;
    private static final int DAMAGES = 8;

    private final Deque<Strike> strikes = new ArrayDeque<>();

    private record Strike(ExecutorId owner, ExecutorId reader, long atMillis, boolean unreachable) {}

    /** Notes that {@code reader} could not read a block of {@code owner}: it did not reach it, or the block was gone or damaged. */
    void strike(ExecutorId owner, ExecutorId reader, long nowMillis, boolean unreachable) {
        while (!strikes.isEmpty() && strikes.getFirst().atMillis() + WINDOW_MILLIS < nowMillis) {
            strikes.removeFirst();
        }
        strikes.addLast(new Strike(owner, reader, nowMillis, unreachable));
    }

    /** After a strike: who of the two is to be taken for lost; null while that is open. */
    @Nullable
    ExecutorId verdict(ExecutorId owner, ExecutorId reader, int executors) {
        Set<ExecutorId> readers = new HashSet<>();
        Set<ExecutorId> owners = new HashSet<>();
        int failures = 0;
        for (Strike strike : strikes) {
            if (strike.unreachable() && strike.owner().equals(owner)) {
                readers.add(strike.reader());
                failures++;
            }
            if (strike.unreachable() && strike.reader().equals(reader)) {
                owners.add(strike.owner());
            }
        }
        if (readers.size() > 1) {
            return owner;
        }
        if (owners.size() > 1 && executors > 2) {
            return reader;
        }
        return failures >= FAILURES ? owner : null;
    }

    /** So many of its blocks were gone or damaged that it should run nothing for a while. */
    boolean damaged(ExecutorId owner) {
        int damages = 0;
        for (Strike strike : strikes) {
            if (strike.owner().equals(owner)) {
                damages++;
            }
        }
        return damages >= DAMAGES;
    }

    void forget(ExecutorId executor) {
        strikes.removeIf(strike -> strike.owner().equals(executor) || strike.reader().equals(executor));
    }
}
