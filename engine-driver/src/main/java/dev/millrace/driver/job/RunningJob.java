package dev.millrace.driver.job;

import dev.millrace.api.StorageLevel;
import dev.millrace.config.Config;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.driver.stage.Stage;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A job that was submitted: whoever reads its result waits here for one partition after the other. Must be {@link #release released}. */
public final class RunningJob {

    private final JobId id;
    private final Map<Integer, Stage> stages = new HashMap<>();
    private final Stage result;
    private int partitions;
    private final Config config;
    private final StorageLevel keep;
    private final JobListener listener;
    private final Consumer<JobEvent> scheduler;
    private final Map<Integer, TaskOutcome.Succeeded> ready = new HashMap<>();
    private final BitSet taken = new BitSet();
    private @Nullable EngineException failure;
    private boolean complete;
    private boolean released;
    private boolean gone;

    RunningJob(JobId id, List<Stage> stages, Config config, StorageLevel keep, JobListener listener, Consumer<JobEvent> scheduler) {
        this.id = id;
        for (Stage stage : stages) {
            this.stages.put(stage.number(), stage);
        }
        this.result = stages.getLast();
        this.partitions = result.tasks();
        this.config = config;
        this.keep = keep;
        this.listener = listener;
        this.scheduler = scheduler;
    }

    public JobId id() {
        return id;
    }

    /** Partitions of the result. */
    public synchronized int partitions() {
        return partitions;
    }

    synchronized Stage stage(int number) {
        return stages.get(number);
    }

    /** The stage whose rows are the result. */
    Stage result() {
        return result;
    }

    /** Where the outputs of a stage stay for other jobs. */
    StorageLevel storage(Stage stage) {
        return stage.number() == result.number() ? keep : StorageLevel.NONE;
    }

    Config config() {
        return config;
    }

    /**
     * Waits for a partition of the result; null when the result turns out to have fewer. Of a job that has failed nothing is given, not
     * even what was ready: its blocks are gone.
     * When another thread has released the job it ends with QUERY_CANCELLED as well.
     *
     * @throws EngineException what the job ended in; QUERY_CANCELLED when the waiting thread is interrupted (the job is then cancelled,
     * the flag stays set)
     */
    public synchronized TaskOutcome.@Nullable Succeeded await(int partition) {
        while (true) {
            throwFailure();
            if (partition >= partitions) {
                return null;
            }
            TaskOutcome.Succeeded outcome = ready.get(partition);
            if (outcome != null) {
                taken.set(partition);
                return outcome;
            }
            waitForNews();
        }
    }

    /** Waits until every partition is ready. */
    public synchronized void awaitAll() {
        while (!complete) {
            throwFailure();
            waitForNews();
        }
    }

    /** The partition's block could not be read: it will be made again, and {@link #await} waits for that. */
    public void lost(int partition, ExecutorId executor, BlockId block) {
        synchronized (this) {
            ready.remove(partition);
            taken.clear(partition);
            complete = false;
        }
        scheduler.accept(new JobEvent.ResultLost(executor, block));
    }

    public void cancel(String reason) {
        scheduler.accept(new JobEvent.JobCancelled(id, ErrorCondition.QUERY_CANCELLED.with("reason", reason)));
    }

    /** Nothing more will be read: ends what runs and frees every output. May be called more than once. */
    public synchronized void release() {
        if (!released) {
            released = true;
            scheduler.accept(new JobEvent.JobReleased(id));
            notifyAll();
        }
    }

    /** True when the job has ended in an error. */
    public synchronized boolean failed() {
        return failure != null;
    }

    /** Waits, after {@link #release}, until executors were told to free what the job held, should no other job read it. */
    public synchronized void awaitGone() {
        while (!gone && released) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A stage runs with other tasks than were planned; comes before its first task is launched. */
    void adapted(int number, int tasks) {
        List<Stage> now;
        synchronized (this) {
            stages.computeIfPresent(number, (_, stage) -> stage.withTasks(tasks));
            if (number == result.number()) {
                partitions = tasks;
                notifyAll();
            }
            now = List.copyOf(new TreeMap<>(stages).values());
        }
        listener.adapted(now);
    }

    synchronized void gone() {
        gone = true;
        notifyAll();
    }

    synchronized void ready(int partition, TaskOutcome.Succeeded outcome) {
        ready.put(partition, outcome);
        notifyAll();
    }

    /** A partition comes again, with other rows: nobody may have read it. */
    synchronized void retract(int partition, EngineException error) {
        complete = false;
        ready.remove(partition);
        if (taken.get(partition)) {
            fail(error);
            scheduler.accept(new JobEvent.JobCancelled(id, error));
        }
    }

    synchronized void completed() {
        complete = true;
        notifyAll();
    }

    void fail(EngineException error) {
        synchronized (this) {
            if (failure != null || released) {
                return;
            }
            failure = error;
            notifyAll();
        }
        listener.failed(error);
    }

    void taskDone(TaskAttemptId attempt, TaskOutcome.Succeeded outcome) {
        listener.taskDone(attempt, outcome);
    }

    void progress(TaskAttemptId attempt, long rowsRead) {
        listener.taskProgress(attempt, rowsRead);
    }

    void warnNoExecutor() {
        listener.noExecutor();
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure.rethrown();
        }
        if (released) {
            throw ErrorCondition.QUERY_CANCELLED.with("reason", ": its result was closed");
        }
    }

    private void waitForNews() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel(": its thread was interrupted");
            throw ErrorCondition.QUERY_CANCELLED.caused(e, "reason", ": its thread was interrupted");
        }
    }
}
