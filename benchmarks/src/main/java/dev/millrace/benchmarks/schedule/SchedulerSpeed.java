package dev.millrace.benchmarks.schedule;

import dev.millrace.driver.schedule.Action;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.driver.schedule.JobRules;
import dev.millrace.driver.schedule.JobScheduler;
import dev.millrace.driver.schedule.StageSpec;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the scheduler alone, on one thread: every launch is answered by a success. A decision is a launch; what is measured is the time
 * that the thread spent on a processor, that of making events included.
 *
 * <p>{@code java dev.millrace.benchmarks.schedule.SchedulerSpeed} prints one line a shape of jobs.
 */
public final class SchedulerSpeed {

    private static final int EXECUTORS = 200;
    private static final int SLOTS = 4;
    private static final int TASKS = 100_000;
    private static final JobRules RULES = new JobRules(4, 30_000, 1L << 30, 300, 60_000, JobRules.Speculation.OFF);

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final JobScheduler scheduler = new JobScheduler("nowhere");
    private final Deque<Action.LaunchTask> running = new ArrayDeque<>();
    private final Map<ExecutorId, Integer> lives = new HashMap<>();
    private final List<Long> sizes;
    private long launches;
    private long events;
    private long releases;
    private long clock;

    private SchedulerSpeed(int partitions) {
        this.sizes = Collections.nCopies(partitions, 1000L);
        for (int i = 0; i < EXECUTORS; i++) {
            tell(new JobEvent.ExecutorRegistered(new ExecutorId("e" + i), SLOTS));
        }
    }

    public static void main(String[] arguments) {
        for (int round = 0; round < 2; round++) {
            report(round, "one job, 50,000 maps and 50,000 reduces", 1, 2, 50_000, 0);
            report(round, "one job, a chain of 100 stages", 1, 100, 1000, 0);
            report(round, "1,000 jobs at once, 2 stages each", 1000, 2, 50, 0);
            report(round, "a chain of 10 stages, an executor lost every 2,000 tasks", 1, 10, 10_000, 2000);
        }
    }

    private static void report(int round, String name, int jobs, int stages, int tasks, int lossEvery) {
        if (jobs * stages * tasks != TASKS) {
            throw new IllegalArgumentException(name + " has " + jobs * stages * tasks + " tasks");
        }
        long before = CLOCK.getCurrentThreadCpuTime();
        SchedulerSpeed run = new SchedulerSpeed(4);
        run.submit(jobs, stages, tasks);
        run.finish(jobs, lossEvery);
        long nanos = CLOCK.getCurrentThreadCpuTime() - before;
        if (round > 0) {
            System.out.printf("%-58s %,9d decisions, %,9d events: %,10.0f decisions/s%n", name, run.launches, run.events,
                    run.launches * (double) TimeUnit.SECONDS.toNanos(1) / nanos);
        }
    }

    private void submit(int jobs, int stages, int tasks) {
        for (int job = 0; job < jobs; job++) {
            List<StageSpec> specs = new ArrayList<>();
            for (int stage = 0; stage < stages; stage++) {
                specs.add(StageSpec.plain(stage, tasks, stage == 0 ? List.of() : List.of(stage - 1)));
            }
            tell(new JobEvent.JobSubmitted(new JobId("", job), specs, RULES));
        }
    }

    private void finish(int jobs, int lossEvery) {
        for (long done = 1; releases < jobs; done++) {
            Action.LaunchTask next = running.poll();
            if (next == null) {
                throw new IllegalStateException("nothing runs, and " + (jobs - releases) + " jobs have not ended");
            }
            ExecutorId executor = next.executor();
            if (done % 1000 == 0) {
                tell(new JobEvent.Tick(++clock));
            }
            tell(new JobEvent.TaskEnded(executor, next.attempt(), new TaskOutcome.Succeeded(output(executor, next.attempt()), List.of(),
                    List.of())));
            if (lossEvery > 0 && done % lossEvery == 0) {
                lose(executor);
            }
        }
    }

    /** Whatever ran there is forgotten; another life of the executor registers. */
    private void lose(ExecutorId executor) {
        running.removeIf(launch -> launch.executor().equals(executor));
        EngineException gone = ErrorCondition.EXECUTOR_LOST.with("executor", executor, "detail", "it was lost");
        tell(new JobEvent.ExecutorLost(executor, gone));
        int life = lives.merge(executor, 1, Integer::sum);
        tell(new JobEvent.ExecutorRegistered(new ExecutorId(executor.name() + "#" + life), SLOTS));
    }

    private void tell(JobEvent event) {
        List<Action> actions = scheduler.on(event);
        events++;
        for (Action action : actions) {
            switch (action) {
                case Action.LaunchTask launch -> {
                    launches++;
                    running.add(launch);
                }
                case Action.CompleteJob(var job) -> {
                    releases++;
                    tell(new JobEvent.JobReleased(job));
                }
                case Action.FailJob(var _, var error) -> throw error;
                case Action.CancelTask(var _, var attempt) -> running.removeIf(launch -> launch.attempt().equals(attempt));
                default -> {
                }
            }
        }
    }

    private MapOutput output(ExecutorId executor, TaskAttemptId attempt) {
        return new MapOutput(attempt, executor, sizes, sizes, attempt.partition());
    }
}
