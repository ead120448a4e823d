package dev.millrace.executor.task;

import dev.millrace.executor.cache.BroadcastTables;
import dev.millrace.memory.MemoryPool;
import dev.millrace.shuffle.store.BlockStore;
import dev.millrace.spi.DataSource;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.DriverEndpoint;
import dev.millrace.transport.ExecutorEndpoint;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import dev.millrace.transport.TaskOutcome;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An executor: runs tasks on as many threads as it has slots and tells the driver what came of them. Its threads are daemons, made when
 * they are needed and named after the attempt they run. Safe for use by several threads.
 */
public final class ExecutorNode implements ExecutorEndpoint, AutoCloseable {

    /** Expressions are compiled and evaluated by recursion, and some people's are deep; only what is used of it costs memory. */
    private static final long STACK_BYTES = 64L << 20;

    private static final long CLOSE_MILLIS = 10_000;

    private final ExecutorId id;
    private final int slots;
    private final MemoryPool memory;
    private final BlockStore store;
    private final DriverEndpoint driver;
    private final Path spillRoot;
    private final BroadcastTables broadcasts = new BroadcastTables();
    private final TaskRunner runner;

    private final Object lock = new Object();
    private final Map<JobId, Job> jobs = new HashMap<>();
    private final Map<TaskAttemptId, TaskAttempt> attempts = new LinkedHashMap<>();
    private final Deque<TaskAttempt> waiting = new ArrayDeque<>();
    private final List<Thread> threads = new ArrayList<>();
    private int idle;
    private volatile int running;
    private boolean closed;

    /** What the tasks of one job share here. Guarded by the lock. */
    private static final class Job {

        private final MemoryPool memory;
        private int tasks;
        private boolean dropped;

        Job(MemoryPool memory) {
            this.memory = memory;
        }
    }

    /**
     * @param memory    budget of all tasks; owned by the caller
     * @param sources   data sources by name
     * @param store     where the tasks' outputs are kept; owned by the caller
     * @param blocks    where map outputs are read, those of the store included
     * @param driver    told of every attempt that ends by itself
     * @param spillRoot folder that spill files are made in
     */
    public ExecutorNode(ExecutorId id, int slots, MemoryPool memory, Map<String, DataSource> sources, BlockStore store, BlockSource blocks,
            DriverEndpoint driver, Path spillRoot) {
        this.id = id;
        this.slots = slots;
        this.memory = memory;
        this.store = store;
        this.driver = driver;
        this.spillRoot = spillRoot;
        this.runner = new TaskRunner(store, blocks, Map.copyOf(sources), broadcasts, driver);
    }

    @Override
    public ExecutorId id() {
        return id;
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public void launch(TaskDescription task) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            JobId jobId = task.attempt().stage().job();
            Job job = jobs.computeIfAbsent(jobId, known -> new Job(memory.child(known.toString(), MemoryPool.UNLIMITED)));
            job.tasks++;
            TaskAttempt attempt = new TaskAttempt(task, job.memory, this::share, spillRoot);
            attempts.put(task.attempt(), attempt);
            waiting.add(attempt);
            if (waiting.size() > idle && threads.size() < slots) {
                Thread thread = Thread.ofPlatform().daemon().stackSize(STACK_BYTES).name("executor-" + id + "-" + threads.size())
                        .unstarted(this::work);
                threads.add(thread);
                thread.start();
            }
            lock.notifyAll();
        }
    }

    /** Every running task may hold as much as every other. */
    private long share() {
        return memory.limit() / Math.max(1, running);
    }

    private void work() {
        Thread thread = Thread.currentThread();
        String idleName = thread.getName();
        for (TaskAttempt attempt = take(); attempt != null; attempt = take()) {
            thread.setName(attempt.attempt().toString());
            run(attempt);
            thread.setName(idleName);
        }
    }

    private @Nullable TaskAttempt take() {
        synchronized (lock) {
            idle++;
            try {
                while (waiting.isEmpty() && !closed) {
                    lock.wait();
                }
                TaskAttempt attempt = waiting.poll();
                running += attempt == null ? 0 : 1;
                return attempt;
            } catch (InterruptedException e) {
                return null;
            } finally {
                idle--;
            }
        }
    }

    private void run(TaskAttempt attempt) {
        Job job;
        synchronized (lock) {
            job = jobs.get(attempt.attempt().stage().job());
        }
        if (job == null) {
            throw new IllegalStateException("no job of " + attempt.attempt());
        }
        attempt.begin();
        TaskOutcome outcome = runner.run(attempt, job.memory);
        boolean cancelled;
        synchronized (lock) {
            running--;
            attempts.remove(attempt.attempt());
            cancelled = attempt.isCancelled();
            job.tasks--;
            closeDropped(job);
        }
        if (cancelled) {
            store.discard(attempt.attempt());
        } else {
            driver.taskEnded(id, attempt.attempt(), outcome);
        }
    }

    private static void closeDropped(Job job) {
        if (job.dropped && job.tasks == 0) {
            job.memory.close();
        }
    }

    @Override
    public void cancel(TaskAttemptId attemptId) {
        synchronized (lock) {
            TaskAttempt attempt = attempts.get(attemptId);
            if (attempt != null) {
                cancel(attempt);
            }
        }
    }

    /** An attempt that still waits never runs; one that runs ends soon. */
    private void cancel(TaskAttempt attempt) {
        attempt.cancel();
        if (waiting.remove(attempt)) {
            attempts.remove(attempt.attempt());
            attempt.memory().close();
            Job job = jobs.get(attempt.attempt().stage().job());
            if (job != null) {
                job.tasks--;
                closeDropped(job);
            }
        }
    }

    @Override
    public void dropJob(JobId jobId) {
        synchronized (lock) {
            for (TaskAttempt attempt : List.copyOf(attempts.values())) {
                if (attempt.attempt().stage().job().equals(jobId)) {
                    cancel(attempt);
                }
            }
            broadcasts.dropJob(jobId);
            Job job = jobs.remove(jobId);
            if (job != null) {
                job.dropped = true;
                closeDropped(job);
            }
        }
        store.dropJob(jobId);
    }

    @Override
    public void dropStage(StageId stage) {
        broadcasts.dropStage(stage);
        store.dropStage(stage);
    }

    /** Cancels what runs and waits until every thread has ended. */
    @Override
    public void close() {
        List<Thread> ending;
        List<JobId> open;
        synchronized (lock) {
            closed = true;
            ending = List.copyOf(threads);
            open = List.copyOf(jobs.keySet());
            lock.notifyAll();
        }
        open.forEach(this::dropJob);
        boolean interrupted = false;
        for (Thread thread : ending) {
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
