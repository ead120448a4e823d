package dev.millrace.driver.job;

import dev.millrace.api.StorageLevel;
import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.driver.schedule.Action;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.driver.schedule.JobRules;
import dev.millrace.driver.schedule.JobScheduler;
import dev.millrace.driver.schedule.StageSpec;
import dev.millrace.driver.schedule.StageTraits;
import dev.millrace.driver.stage.Adaptivity;
import dev.millrace.driver.stage.Stage;
import dev.millrace.driver.stage.StageReads;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.function.BuiltinFunctions;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.plan.physical.WriteExec;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.ExecutorEndpoint;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that feeds the {@link JobScheduler}: events come from executors, from whoever submits or cancels, and from the clock.
 *
 * <p>{@code try (JobLoop loop = new JobLoop("local")) { loop.registered(executor); RunningJob job = loop.submit(id, stages, config,
 * listener); … }}
 */
public final class JobLoop implements ClusterTransport.ClusterDriver, AutoCloseable {

    private static final long TICK_MILLIS = 200;

    /** A task that has not run so long is no straggler. */
    private static final long SPECULATION_MILLIS = 1000;

    private final JobScheduler scheduler;
    private final EventLog log;
    private final FunctionRegistry functions = BuiltinFunctions.registry();
    private final LinkedBlockingQueue<JobEvent> inbox = new LinkedBlockingQueue<>();
    private final Map<ExecutorId, ExecutorEndpoint> executors = new ConcurrentHashMap<>();
    private final Map<JobId, RunningJob> jobs = new ConcurrentHashMap<>();
    private final Set<JobId> leaving = new LinkedHashSet<>();
    private final Thread thread;
    private long nextTickNanos = System.nanoTime();
    private volatile boolean closed;

    /** @param address where executors register, for messages */
    public JobLoop(String address) {
        this(address, EventLog.none());
    }

    /** @param log told of everything that the scheduler hears and does; closed with the loop */
    public JobLoop(String address, EventLog log) {
        this.log = log;
        this.scheduler = new JobScheduler(address);
        this.thread = new Thread(this::run, "millrace-driver");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void registered(ExecutorEndpoint executor) {
        executors.put(executor.id(), executor);
        synchronized (executors) {
            executors.notifyAll();
        }
        inbox.add(new JobEvent.ExecutorRegistered(executor.id(), executor.slots()));
    }

    @Override
    public void draining(ExecutorId executor) {
        inbox.add(new JobEvent.ExecutorDraining(executor));
    }

    @Override
    public void lost(ExecutorId executor, EngineException reason) {
        executors.remove(executor);
        inbox.add(new JobEvent.ExecutorLost(executor, reason));
    }

    /** Waits until an executor is there, at most so long: a query that is planned for none would be planned for one core. */
    public void awaitExecutor(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (executors) {
            for (long left = deadline - System.nanoTime(); executors.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(executors, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw ErrorCondition.QUERY_CANCELLED.caused(e, "reason", ": its thread was interrupted");
                }
            }
        }
    }

    /** Executors that are there now. */
    public int executors() {
        return executors.size();
    }

    /** Jobs that run or whose results are being read. */
    public int jobs() {
        return jobs.size();
    }

    /** Slots of the executors that are there now. */
    public int slots() {
        int slots = 0;
        for (ExecutorEndpoint executor : executors.values()) {
            slots += executor.slots();
        }
        return slots;
    }

    /** @param stages parents before children, the result stage last */
    public RunningJob submit(JobId id, List<Stage> stages, Config config, JobListener listener) {
        return submit(id, stages, config, StorageLevel.NONE, listener);
    }

    /** @param keep where the outputs of the result stage stay for other jobs, {@code NONE} when they are only read once */
    public RunningJob submit(JobId id, List<Stage> stages, Config config, StorageLevel keep, JobListener listener) {
        RunningJob job = new RunningJob(id, stages, config, keep, listener, inbox::add);
        jobs.put(id, job);
        if (closed) {
            jobs.remove(id);
            throw ErrorCondition.SESSION_CLOSED.with();
        }
        List<StageSpec> specs = new ArrayList<>(stages.size());
        StageDeterminism determinism = new StageDeterminism(functions);
        for (Stage stage : stages) {
            StageTraits traits = new StageTraits(determinism.of(stage), stage.fragment() instanceof WriteExec,
                    shared(stage));
            specs.add(new StageSpec(stage.number(), stage.tasks(), StageReads.of(stage.fragment()), traits, adaptivity(stage, config),
                    List.of()));
        }
        inbox.add(tick());
        inbox.add(new JobEvent.JobSubmitted(id, specs, rules(config)));
        return job;
    }

    private Optional<Adaptivity> adaptivity(Stage stage, Config config) {
        return stage.adaptable() && config.get(ConfigKeys.ADAPTIVE)
                ? Optional.of(new Adaptivity(config.get(ConfigKeys.ADAPTIVE_TARGET), Math.max(1, slots()), stage.splittable()))
                : Optional.empty();
    }

    /** Stages of other jobs by the number of the input; of a job that has gone nothing is known, which the scheduler will say. */
    private Map<Integer, StageId> shared(Stage stage) {
        Map<Integer, StageId> shared = new HashMap<>();
        stage.shared().forEach((input, id) -> {
            RunningJob owner = jobs.get(id);
            shared.put(input, new StageId(id, owner == null ? 0 : owner.result().number()));
        });
        return shared;
    }

    private static JobRules rules(Config config) {
        JobRules.Speculation speculation = new JobRules.Speculation(config.get(ConfigKeys.SPECULATION),
                config.get(ConfigKeys.SPECULATION_MULTIPLIER), config.get(ConfigKeys.SPECULATION_QUANTILE), SPECULATION_MILLIS);
        return new JobRules(config.get(ConfigKeys.TASK_ATTEMPTS), config.get(ConfigKeys.EXECUTOR_WAIT), config.get(ConfigKeys.KEEP_OUTPUTS),
                config.get(ConfigKeys.LOCALITY_WAIT), config.get(ConfigKeys.EXCLUSION), speculation);
    }

    /** Every job that runs ends with QUERY_CANCELLED. */
    public void cancelAll(String reason) {
        for (JobId job : jobs.keySet()) {
            inbox.add(new JobEvent.JobCancelled(job, ErrorCondition.QUERY_CANCELLED.with("reason", reason)));
        }
    }

    @Override
    public void taskEnded(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome) {
        inbox.add(new JobEvent.TaskEnded(executor, attempt, outcome));
    }

    @Override
    public void taskProgress(ExecutorId executor, TaskAttemptId attempt, long rowsRead) {
        RunningJob job = jobs.get(attempt.stage().job());
        if (job != null) {
            job.progress(attempt, rowsRead);
        }
    }

    /** Ends the thread; jobs that still run end with SESSION_CLOSED. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.close();
        for (RunningJob job : jobs.values()) {
            job.fail(ErrorCondition.SESSION_CLOSED.with());
            job.gone();
        }
    }

    private void run() {
        while (!closed) {
            JobEvent event = take();
            if (event == null) {
                return;
            }
            try {
                List<Action> actions = scheduler.on(event);
                log.write(event, actions, System.currentTimeMillis());
                for (Action action : actions) {
                    perform(action);
                }
                if (event instanceof JobEvent.JobReleased(var job)) {
                    leaving.add(job);
                    RunningJob released = jobs.get(job);
                    if (released != null) {
                        released.gone();
                    }
                }
                leaving.removeIf(this::gone);
            } catch (RuntimeException e) {
                EngineException defect = ErrorCondition.INTERNAL_ERROR.caused(e, "detail", "The scheduler failed: " + e + ".");
                jobs.values().forEach(job -> job.fail(defect));
            }
        }
    }

    /** A released job stays while others read it: what gets lost of it is computed again. */
    private boolean gone(JobId id) {
        if (scheduler.holds(id)) {
            return false;
        }
        jobs.remove(id);
        return true;
    }

    /** The next event; a tick now and then while a job is there, whatever else happens; null when the loop is to end. */
    private @Nullable JobEvent take() {
        try {
            if (jobs.isEmpty()) {
                return inbox.take();
            }
            long left = nextTickNanos - System.nanoTime();
            JobEvent event = left > 0 ? inbox.poll(left, TimeUnit.NANOSECONDS) : null;
            if (event == null) {
                nextTickNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
                return tick();
            }
            return event;
        } catch (InterruptedException e) {
            return null;
        }
    }

    private static JobEvent tick() {
        return new JobEvent.Tick(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    private void perform(Action action) {
        switch (action) {
            case Action.LaunchTask(var executor, var attempt, var inputs, var _) -> launch(executor, attempt, inputs);
            case Action.StageAdapted(var id, var spec) -> {
                RunningJob job = jobs.get(id);
                if (job != null) {
                    job.adapted(spec.number(), spec.tasks());
                }
            }
            case Action.CancelTask(var executor, var attempt) -> {
                ExecutorEndpoint endpoint = executors.get(executor);
                if (endpoint != null) {
                    endpoint.cancel(attempt);
                }
            }
            case Action.TaskDone(var attempt, var outcome) -> {
                RunningJob job = jobs.get(attempt.stage().job());
                if (job != null) {
                    job.taskDone(attempt, outcome);
                }
            }
            case Action.ResultReady(var id, var partition, var outcome) -> {
                RunningJob job = jobs.get(id);
                if (job != null) {
                    job.ready(partition, outcome);
                }
            }
            case Action.DropStage(var executor, var stage) -> {
                ExecutorEndpoint endpoint = executors.get(executor);
                if (endpoint != null) {
                    endpoint.dropStage(stage);
                }
            }
            case Action.DropJob(var executor, var id) -> {
                ExecutorEndpoint endpoint = executors.get(executor);
                if (endpoint != null) {
                    endpoint.dropJob(id);
                }
            }
            case Action.CompleteJob(var id) -> {
                RunningJob job = jobs.get(id);
                if (job != null) {
                    job.completed();
                }
            }
            case Action.FailJob(var id, var error) -> {
                RunningJob job = jobs.remove(id);
                if (job != null) {
                    job.fail(error);
                }
            }
            case Action.RetractResult(var id, var partition, var error) -> {
                RunningJob job = jobs.get(id);
                if (job != null) {
                    job.retract(partition, error);
                }
            }
            case Action.LetGo(var executor) -> {
                ExecutorEndpoint endpoint = executors.get(executor);
                if (endpoint != null) {
                    endpoint.letGo();
                }
            }
            case Action.ExcludeExecutor _ -> {
            }
            case Action.DismissExecutor(var executor, var _) -> {
                ExecutorEndpoint endpoint = executors.remove(executor);
                if (endpoint != null) {
                    endpoint.dismiss();
                }
            }
            case Action.WarnNoExecutor(var id) -> {
                RunningJob job = jobs.get(id);
                if (job != null) {
                    job.warnNoExecutor();
                }
            }
        }
    }

    private void launch(ExecutorId executor, TaskAttemptId attempt, Map<Integer, ShuffleInput> inputs) {
        RunningJob job = jobs.get(attempt.stage().job());
        ExecutorEndpoint endpoint = executors.get(executor);
        if (job == null || endpoint == null) {
            return;
        }
        Stage stage = job.stage(attempt.stage().number());
        try {
            endpoint.launch(new TaskDescription(attempt, stage.fragment(), stage.output(), inputs, job.config(), job.storage(stage)));
        } catch (EngineException e) {
            taskEnded(executor, attempt, new TaskOutcome.Failed(e));
        } catch (RuntimeException | StackOverflowError e) {
            taskEnded(executor, attempt, new TaskOutcome.Failed(
                    ErrorCondition.INTERNAL_ERROR.caused(e, "detail", "The task " + attempt + " could not be sent: " + e + ".")));
        }
    }
}
