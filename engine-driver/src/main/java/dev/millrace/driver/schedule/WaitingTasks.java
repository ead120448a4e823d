package dev.millrace.driver.schedule;

import dev.millrace.transport.ExecutorId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The tasks of a stage that wait, and where they would rather run. */
final class WaitingTasks {

    private final BitSet all = new BitSet();
    private final BitSet open = new BitSet();
    private final Map<ExecutorId, BitSet> near = new HashMap<>();
    private Places places = Places.NONE;
    private int count;

    WaitingTasks(int tasks) {
        all.set(0, tasks);
        open.set(0, tasks);
        count = tasks;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    void add(int partition) {
        if (!all.get(partition)) {
            all.set(partition);
            count++;
            file(partition, true);
        }
    }

    void remove(int partition) {
        if (all.get(partition)) {
            all.clear(partition);
            count--;
            file(partition, false);
        }
    }

    /** Where tasks would rather run, from now on. */
    void prefer(Places wished) {
        places = wished;
        near.clear();
        open.clear();
        for (int partition = all.nextSetBit(0); partition >= 0; partition = all.nextSetBit(partition + 1)) {
            file(partition, true);
        }
    }

    Places places() {
        return places;
    }

    private void file(int partition, boolean in) {
        ExecutorId wished = places.of(partition);
        if (wished != null) {
            near.computeIfAbsent(wished, _ -> new BitSet()).set(partition, in);
        }
        open.set(partition, in && !places.firm(partition));
    }

    /** A waiting task whose place is this executor, or -1. */
    int firstNear(ExecutorId executor, IntPredicate allowed) {
        return first(near.get(executor), allowed);
    }

    /** A waiting task that need not wait for another place, or -1. */
    int firstOpen(IntPredicate allowed) {
        return first(open, allowed);
    }

    /** Any waiting task, or -1. */
    int first(IntPredicate allowed) {
        return first(all, allowed);
    }

    private static int first(@Nullable BitSet set, IntPredicate allowed) {
        if (set == null) {
            return -1;
        }
        int partition = set.nextSetBit(0);
        while (partition >= 0 && !allowed.test(partition)) {
            partition = set.nextSetBit(partition + 1);
        }
        return partition;
    }
}
