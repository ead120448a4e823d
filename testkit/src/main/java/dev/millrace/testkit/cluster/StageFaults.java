package dev.millrace.testkit.cluster;

import dev.millrace.spi.QueryListener;
import dev.millrace.spi.QueryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a fault happen at a chosen moment of a query, once, and counts the tasks that succeeded:
 * {@code faults.arm(at -> at.done() > 2, cluster.executor(0)::kill); … assertTrue(faults.fired())}. Add it to a session as a listener.
 */
public final class StageFaults implements QueryListener {

    /** What is known of a stage: {@code tasks} it has, {@code done} tasks that have succeeded, those that ran again counted again. */
    public record Moment(int stage, String description, int tasks, int done) {

        public boolean complete() {
            return done >= tasks;
        }
    }

    private record Armed(Predicate<Moment> when, Runnable fault) {}

    private final Map<Integer, Moment> stages = new TreeMap<>();
    private @Nullable Armed armed;
    private @Nullable Runnable whenNobodyIsThere;
    private boolean fired;
    private @Nullable Throwable failure;

    /** Forgets what was counted, and lets the fault happen the next time that the moment comes. */
    public synchronized void arm(Predicate<Moment> when, Runnable fault) {
        stages.clear();
        fired = false;
        failure = null;
        armed = new Armed(when, fault);
    }

    /** Done once a query has waited for an executor for two seconds. */
    public synchronized void whenNobodyIsThere(Runnable action) {
        whenNobodyIsThere = action;
    }

    /** Nothing will happen by itself any more. */
    public synchronized void disarm() {
        armed = null;
        whenNobodyIsThere = null;
        stages.clear();
    }

    /** True when the fault has happened, without an error of its own. */
    public synchronized boolean fired() {
        if (failure != null) {
            throw new AssertionError("the fault could not be made", failure);
        }
        return fired;
    }

    /** The stages that were seen since the fault was armed, by their numbers. */
    public synchronized Map<Integer, Moment> stages() {
        return Map.copyOf(stages);
    }

    /** Tasks that succeeded beyond one for each partition. */
    public synchronized int again() {
        return stages.values().stream().mapToInt(stage -> Math.max(0, stage.done() - stage.tasks())).sum();
    }

    @Override
    public synchronized void progress(String job, int stage, String description, int tasks, int done, long rowsRead) {
        Moment moment = new Moment(stage, description, tasks, done);
        stages.put(stage, moment);
        Armed waiting = armed;
        if (waiting != null && waiting.when().test(moment)) {
            armed = null;
            attempt(waiting.fault());
        }
    }

    @Override
    public synchronized void waitingForExecutor(String job) {
        Runnable action = whenNobodyIsThere;
        whenNobodyIsThere = null;
        if (action != null) {
            attempt(action);
        }
    }

    @Override
    public void ended(String job, QueryStatistics statistics, boolean succeeded) {}

    private void attempt(Runnable fault) {
        try {
            fault.run();
            fired = true;
        } catch (RuntimeException | AssertionError e) {
            failure = e;
        }
    }
}
