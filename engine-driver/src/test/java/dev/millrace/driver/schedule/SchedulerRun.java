package dev.millrace.driver.schedule;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.List;

/** A scheduler, the events that a test tells it, and the actions of the last one. */
final class SchedulerRun {

    static final JobId JOB = new JobId("", 1);
    static final ExecutorId A = new ExecutorId("a");
    static final ExecutorId B = new ExecutorId("b");
    static final ExecutorId C = new ExecutorId("c");
    static final JobRules RULES = JobRules.plain(4, 10_000);
    static final EngineException GONE = ErrorCondition.EXECUTOR_LOST.with("executor", "x", "detail", "test");
    static final EngineException FAILS = ErrorCondition.TASK_FAILED.with("task", "t", "detail", "test");

    private final JobScheduler scheduler = new JobScheduler("here:1");
    private List<Action> actions = List.of();

    List<Action> on(JobEvent event) {
        actions = scheduler.on(event);
        return actions;
    }

    SchedulerRun executors(int slots, ExecutorId... executors) {
        for (ExecutorId executor : executors) {
            on(new JobEvent.ExecutorRegistered(executor, slots));
        }
        return this;
    }

    List<Action.LaunchTask> submit(JobRules rules, StageSpec... stages) {
        return submit(JOB, rules, stages);
    }

    List<Action.LaunchTask> submit(JobId job, JobRules rules, StageSpec... stages) {
        return launches(on(new JobEvent.JobSubmitted(job, List.of(stages), rules)));
    }

    static List<Action.LaunchTask> launches(List<Action> actions) {
        return only(actions, Action.LaunchTask.class);
    }

    static <T extends Action> List<T> only(List<Action> actions, Class<T> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The last event's actions of a kind. */
    <T extends Action> List<T> seen(Class<T> kind) {
        return only(actions, kind);
    }

    boolean idle() {
        return scheduler.idle();
    }

    List<Action.LaunchTask> succeed(Action.LaunchTask launch) {
        return succeed(launch, launch.attempt().partition());
    }

    List<Action.LaunchTask> succeed(Action.LaunchTask launch, long checksum) {
        return succeed(launch, checksum, List.of(8L, 8L, 8L));
    }

    List<Action.LaunchTask> succeed(Action.LaunchTask launch, long checksum, List<Long> bytes) {
        MapOutput output = new MapOutput(launch.attempt(), launch.executor(), bytes, bytes, checksum);
        return launches(on(new JobEvent.TaskEnded(launch.executor(), launch.attempt(),
                new TaskOutcome.Succeeded(output, List.of(), List.of()))));
    }

    List<Action.LaunchTask> fail(Action.LaunchTask launch, EngineException error) {
        return launches(on(new JobEvent.TaskEnded(launch.executor(), launch.attempt(), new TaskOutcome.Failed(error))));
    }

    /** The task could not read what another attempt left. */
    List<Action.LaunchTask> cannotRead(Action.LaunchTask launch, Action.LaunchTask lost, ErrorCondition condition) {
        EngineException error = condition.with("block", "b", "executor", lost.executor(), "detail", "test");
        return launches(on(new JobEvent.TaskEnded(launch.executor(), launch.attempt(),
                new TaskOutcome.FetchFailed(new BlockId(lost.attempt(), 0), lost.executor(), error))));
    }

    List<Action.LaunchTask> lose(ExecutorId executor) {
        return launches(on(new JobEvent.ExecutorLost(executor, GONE)));
    }

    List<Action.LaunchTask> tick(long millis) {
        return launches(on(new JobEvent.Tick(millis)));
    }

    static Action.LaunchTask at(List<Action.LaunchTask> launches, ExecutorId executor) {
        List<Action.LaunchTask> there = launches.stream().filter(launch -> launch.executor().equals(executor)).toList();
        assertFalse(there.isEmpty(), "nothing was launched on " + executor + ": " + launches);
        return there.getFirst();
    }

    static List<TaskAttemptId> attempts(List<Action.LaunchTask> launches) {
        List<TaskAttemptId> attempts = new ArrayList<>();
        launches.forEach(launch -> attempts.add(launch.attempt()));
        return attempts;
    }

    static TaskAttemptId task(int stage, int partition, int attempt) {
        return new TaskAttemptId(new StageId(JOB, stage), partition, attempt);
    }
}
