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
    private final ExecutorState state;
    private final Map<JobId, MemoryPool> jobs = new HashMap<>();
    private final Map<TaskAttemptId, TaskDescription> tasks = new HashMap<>();
    private final Map<TaskAttemptId, Started> started = new HashMap<>();
    private final Deque<Started> ready = new ArrayDeque<>();
    private final List<Thread> threads = new ArrayList<>();
    private int idle;
    private volatile int running;
    private boolean closed;

    /** @param job what the tasks of its job share */
    private record Started(TaskAttempt attempt, MemoryPool job) {}

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
        this.state = new ExecutorState(slots);
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
        List<ExecutorAction> actions;
        synchronized (lock) {
            tasks.put(task.attempt(), task);
            actions = decide(new ExecutorEvent.Launched(task.attempt()));
            if (!state.knows(task.attempt())) {
                tasks.remove(task.attempt());
            }
        }
        follow(actions);
    }

    @Override
    public void cancel(TaskAttemptId attempt) {
        on(new ExecutorEvent.Cancelled(attempt));
    }

    @Override
    public void dropJob(JobId job) {
        on(new ExecutorEvent.JobDropped(job));
    }

    @Override
    public void dropStage(StageId stage) {
        on(new ExecutorEvent.StageDropped(stage));
    }

    private void on(ExecutorEvent event) {
        List<ExecutorAction> actions;
        synchronized (lock) {
            actions = decide(event);
        }
        follow(actions);
    }

    /** Under the lock: what concerns threads and budgets is done at once, and in order. */
    private List<ExecutorAction> decide(ExecutorEvent event) {
        List<ExecutorAction> actions = state.on(event);
        running = state.running();
        for (ExecutorAction action : actions) {
            switch (action) {
                case ExecutorAction.OpenJob(var job) -> jobs.put(job, memory.child(job.toString(), MemoryPool.UNLIMITED));
                case ExecutorAction.Start(var attempt) -> start(attempt);
                case ExecutorAction.Interrupt(var attempt) -> started.get(attempt).attempt().cancel();
                case ExecutorAction.Forget(var attempt) -> tasks.remove(attempt);
                case ExecutorAction.FreeJob(var job) -> broadcasts.dropJob(job);
                case ExecutorAction.CloseJob(var job) -> jobs.remove(job).close();
                case ExecutorAction.FreeStage _, ExecutorAction.Report _, ExecutorAction.Discard _ -> {
                }
            }
        }
        return actions;
    }

    /** Without the lock: what may wait for a disk or a connection. */
    private void follow(List<ExecutorAction> actions) {
        for (ExecutorAction action : actions) {
            switch (action) {
                case ExecutorAction.Report(var attempt, var outcome) -> driver.taskEnded(id, attempt, outcome);
                case ExecutorAction.Discard(var attempt) -> store.discard(attempt);
                case ExecutorAction.FreeStage(var stage) -> {
                    broadcasts.dropStage(stage);
                    store.dropStage(stage);
                }
                case ExecutorAction.FreeJob(var job) -> store.dropJob(job);
                case ExecutorAction.OpenJob _, ExecutorAction.Start _, ExecutorAction.Interrupt _, ExecutorAction.Forget _ -> {
                }
                case ExecutorAction.CloseJob _ -> {
                }
            }
        }
    }

    private void start(TaskAttemptId id) {
        TaskDescription task = tasks.remove(id);
        MemoryPool job = jobs.get(id.stage().job());
        Started next = new Started(new TaskAttempt(task, job, this::share, spillRoot), job);
        started.put(id, next);
        ready.add(next);
        if (ready.size() > idle && threads.size() < slots) {
            Thread thread = Thread.ofPlatform().daemon().stackSize(STACK_BYTES).name("executor-" + this.id + "-" + threads.size())
                    .unstarted(this::work);
            threads.add(thread);
            thread.start();
        }
        lock.notifyAll();
    }

    /** Every running task may hold as much as every other. */
    private long share() {
        return memory.limit() / Math.max(1, running);
    }

    private void work() {
        Thread thread = Thread.currentThread();
        String idleName = thread.getName();
        for (Started next = take(); next != null; next = take()) {
            thread.setName(next.attempt().attempt().toString());
            run(next);
            thread.setName(idleName);
        }
    }

    private @Nullable Started take() {
        synchronized (lock) {
            idle++;
            try {
                while (ready.isEmpty() && !closed) {
                    lock.wait();
                }
                return ready.poll();
            } catch (InterruptedException e) {
                return null;
            } finally {
                idle--;
            }
        }
    }

    private void run(Started next) {
        next.attempt().begin();
        TaskOutcome outcome = runner.run(next.attempt(), next.job());
        List<ExecutorAction> actions;
        synchronized (lock) {
            started.remove(next.attempt().attempt());
            actions = decide(new ExecutorEvent.Ended(next.attempt().attempt(), outcome));
        }
        follow(actions);
    }

    /** Cancels what runs and waits until every thread has ended. */
    @Override
    public void close() {
        List<Thread> ending;
        List<ExecutorAction> actions;
        synchronized (lock) {
            closed = true;
            actions = decide(new ExecutorEvent.Closed());
            ending = List.copyOf(threads);
            lock.notifyAll();
        }
        follow(actions);
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
