package dev.millrace.testkit.simulation;

import java.util.PriorityQueue;

/** Simulated time: what is to happen when. What falls on the same microsecond happens in the order in which it was noted. */
final class Agenda {

    private record Entry(long micros, long number, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return micros != other.micros ? Long.compare(micros, other.micros) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long now;
    private long count;

    /** Microseconds since the run began. */
    long now() {
        return now;
    }

    /** Entries noted so far. */
    long count() {
        return count;
    }

    void in(long micros, Runnable what) {
        entries.add(new Entry(now + Math.max(0, micros), count++, what));
    }

    void at(long micros, Runnable what) {
        in(micros - now, what);
    }

    /** Lets the next thing happen; false when there is none. */
    boolean step() {
        Entry next = entries.poll();
        if (next == null) {
            return false;
        }
        now = next.micros();
        next.what().run();
        return true;
    }
}
