package dev.millrace.driver.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobSchedulerTest {

    private static final JobId JOB = new JobId("", 1);
    private static final ExecutorId A = new ExecutorId("a");
    private static final ExecutorId B = new ExecutorId("b");
    private static final EngineException GONE = ErrorCondition.EXECUTOR_LOST.with("executor", "b", "detail", "test");

    private final JobScheduler scheduler = new JobScheduler("here:1");

    @Test
    void runsParentsFirstAndHandsTheirOutputsOn() {
        scheduler.on(new JobEvent.ExecutorRegistered(A, 2));
        List<TaskAttemptId> first = launched(submit(2, 1));
        assertEquals(List.of(task(0, 0, 0), task(0, 1, 0)), first);
        assertEquals(List.of(), launched(scheduler.on(succeeded(A, first.get(0)))));

        List<Action> actions = scheduler.on(succeeded(A, first.get(1)));
        Action.LaunchTask launch = (Action.LaunchTask) actions.getLast();
        assertEquals(task(1, 0, 0), launch.attempt());
        assertEquals(List.of(output(A, first.get(0)), output(A, first.get(1))), launch.inputs().get(0).outputs());

        List<Action> end = scheduler.on(succeeded(A, launch.attempt()));
        assertTrue(end.contains(new Action.CompleteJob(JOB)));
        assertTrue(end.contains(new Action.DropStage(A, new StageId(JOB, 0))));
        assertEquals(List.of(new Action.DropJob(A, JOB)), scheduler.on(new JobEvent.JobReleased(JOB)));
        assertTrue(scheduler.idle());
    }

    @Test
    void spreadsTasksOverExecutorsAndKeepsToTheirSlots() {
        scheduler.on(new JobEvent.ExecutorRegistered(A, 2));
        scheduler.on(new JobEvent.ExecutorRegistered(B, 1));
        List<Action> actions = submit(5, 1);
        Map<ExecutorId, Integer> count = new HashMap<>();
        for (Action action : actions) {
            count.merge(((Action.LaunchTask) action).executor(), 1, Integer::sum);
        }
        assertEquals(Map.of(A, 2, B, 1), count);
    }

    @Test
    void userErrorFailsTheJobAtOnceAndCancelsTheRest() {
        scheduler.on(new JobEvent.ExecutorRegistered(A, 2));
        List<TaskAttemptId> tasks = launched(submit(3, 1));
        EngineException error = ErrorCondition.DIVIDE_BY_ZERO.with("expression", "(a / b)");
        List<Action> actions = scheduler.on(new JobEvent.TaskEnded(A, tasks.getFirst(), new TaskOutcome.Failed(error)));
        assertEquals(List.of(new Action.FailJob(JOB, error), new Action.CancelTask(A, tasks.get(1)), new Action.DropJob(A, JOB)), actions);
        assertTrue(scheduler.idle());
    }

    @Test
    void transientErrorIsTriedAgainUpToTheLimit() {
        scheduler.on(new JobEvent.ExecutorRegistered(A, 1));
        TaskAttemptId attempt = launched(submit(1, 1)).getFirst();
        for (int failures = 1; failures <= 3; failures++) {
            attempt = launched(scheduler.on(new JobEvent.TaskEnded(A, attempt, new TaskOutcome.Failed(GONE)))).getFirst();
            assertEquals(task(0, 0, failures), attempt);
        }
        Action.FailJob fail = (Action.FailJob) scheduler.on(new JobEvent.TaskEnded(A, attempt, new TaskOutcome.Failed(GONE))).getFirst();
        assertEquals(ErrorCondition.TOO_MANY_ATTEMPTS, fail.error().condition());
    }

    @Test
    void lostBlockRunsOnlyThatMapTaskAgain() {
        scheduler.on(new JobEvent.ExecutorRegistered(A, 1));
        scheduler.on(new JobEvent.ExecutorRegistered(B, 1));
        List<Action> maps = submit(2, 1);
        TaskAttemptId onA = attemptOn(maps, A);
        TaskAttemptId onB = attemptOn(maps, B);
        scheduler.on(succeeded(A, onA));
        Action.LaunchTask reduce = (Action.LaunchTask) scheduler.on(succeeded(B, onB)).getLast();

        TaskOutcome lost = new TaskOutcome.FetchFailed(new BlockId(onB, 0), B, ErrorCondition.SHUFFLE_BLOCK_LOST.with());
        List<TaskAttemptId> again = launched(scheduler.on(new JobEvent.TaskEnded(reduce.executor(), reduce.attempt(), lost)));
        assertEquals(List.of(new TaskAttemptId(onB.stage(), onB.partition(), 1)), again);
    }

    @Test
    void lostExecutorTakesItsOutputsAndTasksAlong() {
        scheduler.on(new JobEvent.ExecutorRegistered(A, 1));
        scheduler.on(new JobEvent.ExecutorRegistered(B, 1));
        List<Action> maps = submit(2, 1);
        TaskAttemptId onB = attemptOn(maps, B);
        scheduler.on(succeeded(B, onB));
        scheduler.on(new JobEvent.ExecutorLost(B, GONE));
        List<TaskAttemptId> again = launched(scheduler.on(succeeded(A, attemptOn(maps, A))));
        assertEquals(List.of(new TaskAttemptId(onB.stage(), onB.partition(), 1)), again);
    }

    @Test
    void lateReportOfADeadAttemptIsIgnored() {
        scheduler.on(new JobEvent.ExecutorRegistered(A, 1));
        scheduler.on(new JobEvent.ExecutorRegistered(B, 1));
        List<Action> maps = submit(2, 1);
        TaskAttemptId onB = attemptOn(maps, B);
        scheduler.on(new JobEvent.ExecutorLost(B, GONE));
        assertEquals(List.of(), scheduler.on(succeeded(B, onB)));
    }

    @Test
    void lostResultIsMadeAgainFromItsLineage() {
        scheduler.on(new JobEvent.ExecutorRegistered(A, 1));
        TaskAttemptId map = launched(submit(1, 1)).getFirst();
        TaskAttemptId result = launched(scheduler.on(succeeded(A, map))).getFirst();
        scheduler.on(succeeded(A, result));
        List<TaskAttemptId> again = launched(scheduler.on(new JobEvent.ResultLost(A, new BlockId(result, 0))));
        assertEquals(List.of(new TaskAttemptId(map.stage(), 0, 1)), again);
    }

    @Test
    void aResultThatTheDriverCannotReadIsMadeElsewhere() {
        scheduler.on(new JobEvent.ExecutorRegistered(A, 1));
        TaskAttemptId map = launched(submit(1, 1)).getFirst();
        TaskAttemptId result = launched(scheduler.on(succeeded(A, map))).getFirst();
        scheduler.on(succeeded(A, result));
        scheduler.on(new JobEvent.ExecutorRegistered(B, 1));
        List<Action> actions = scheduler.on(new JobEvent.ResultLost(A, new BlockId(result, 0)));
        assertEquals(B, actions.stream().filter(Action.LaunchTask.class::isInstance).map(action -> ((Action.LaunchTask) action).executor())
                .findFirst().orElseThrow());
    }

    /** Where there is no other executor it is tried again, but not for ever. */
    @Test
    void aResultThatCanNeverBeReadFailsTheJob() {
        scheduler.on(new JobEvent.ExecutorRegistered(A, 2));
        TaskAttemptId map = launched(submit(1, 1)).getFirst();
        TaskAttemptId result = launched(scheduler.on(succeeded(A, map))).getFirst();
        List<Action> actions = List.of();
        int tries = 0;
        while (actions.stream().noneMatch(Action.FailJob.class::isInstance)) {
            tries++;
            assertTrue(tries < 100, "it is tried for ever");
            for (TaskAttemptId attempt : launched(actions)) {
                result = attempt;
            }
            scheduler.on(succeeded(A, result));
            actions = scheduler.on(new JobEvent.ResultLost(A, new BlockId(result, 0)));
        }
        assertTrue(tries > 1, "it was not tried again");
    }

    @Test
    void withoutExecutorItWarnsOnceThenFails() {
        assertEquals(List.of(), submit(1, 1));
        assertEquals(List.of(), scheduler.on(new JobEvent.Tick(1999)));
        assertEquals(List.of(new Action.WarnNoExecutor(JOB)), scheduler.on(new JobEvent.Tick(2000)));
        assertEquals(List.of(), scheduler.on(new JobEvent.Tick(9999)));
        Action.FailJob fail = (Action.FailJob) scheduler.on(new JobEvent.Tick(10_000)).getFirst();
        assertEquals(ErrorCondition.NO_EXECUTOR, fail.error().condition());
        assertEquals("here:1", fail.error().parameters().get("address"));
    }

    @Test
    void cancelledJobLeavesNothingBehind() {
        scheduler.on(new JobEvent.ExecutorRegistered(A, 2));
        List<TaskAttemptId> tasks = launched(submit(2, 1));
        EngineException reason = ErrorCondition.QUERY_CANCELLED.with("reason", "");
        assertEquals(
                List.of(new Action.FailJob(JOB, reason), new Action.CancelTask(A, tasks.get(0)), new Action.CancelTask(A, tasks.get(1)),
                        new Action.DropJob(A, JOB)),
                scheduler.on(new JobEvent.JobCancelled(JOB, reason)));
        assertEquals(2, launched(submit(2, 1)).size());
    }

    /**
     * Random failures, lost blocks and lost executors: the job ends, no partition's result is made twice at once, slots are kept to, and
     * inputs are whole.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987})
    void everyJobEndsUnderFaults(long seed) {
        Random random = new Random(seed);
        Map<ExecutorId, Set<TaskAttemptId>> running = new HashMap<>();
        Set<TaskAttemptId> kept = new HashSet<>();
        int named = 0;
        for (; named < 3; named++) {
            running.put(new ExecutorId("e" + named), new HashSet<>());
            scheduler.on(new JobEvent.ExecutorRegistered(new ExecutorId("e" + named), 2));
        }
        List<Action> actions =
                scheduler.on(new JobEvent.JobSubmitted(JOB, List.of(StageSpec.plain(0, 4, List.of()), StageSpec.plain(1, 3, List.of()),
                        StageSpec.plain(2, 5, List.of(0, 1)), StageSpec.plain(3, 2, List.of(2))), 1000, 10_000));
        boolean ended = false;
        for (int step = 0; step < 5000 && !ended; step++) {
            for (Action action : actions) {
                switch (action) {
                    case Action.LaunchTask(var executor, var attempt, var inputs, var _) -> {
                        assertTrue(running.get(executor).add(attempt), "seed " + seed);
                        assertTrue(running.get(executor).size() <= 2, "seed " + seed);
                        inputs.forEach((stage, input) -> {
                            List<MapOutput> outputs = input.outputs();
                            for (int partition = 0; partition < outputs.size(); partition++) {
                                assertEquals(partition, outputs.get(partition).attempt().partition(), "seed " + seed);
                                assertEquals(stage, outputs.get(partition).attempt().stage().number(), "seed " + seed);
                            }
                        });
                    }
                    case Action.ResultReady(var _, var _, var outcome) -> kept.add(outcome.output().attempt());
                    case Action.CompleteJob _ -> ended = true;
                    case Action.FailJob(var _, var error) -> throw error;
                    case Action.CancelTask _, Action.TaskDone _, Action.DropStage _, Action.DropJob _, Action.WarnNoExecutor _,
                            Action.RetractResult _, Action.ExcludeExecutor _, Action.DismissExecutor _, Action.LetGo _,
                            Action.StageAdapted _ ->
                            {
                            }
                }
            }
            if (ended) {
                break;
            }
            List<ExecutorId> busy = new ArrayList<>();
            running.keySet().stream().sorted((x, y) -> x.name().compareTo(y.name())).filter(e -> !running.get(e).isEmpty())
                    .forEach(busy::add);
            assertFalse(busy.isEmpty(), "seed " + seed + ": nothing runs and nothing has ended");
            ExecutorId executor = busy.get(random.nextInt(busy.size()));
            TaskAttemptId attempt =
                    running.get(executor).stream().sorted((x, y) -> x.toString().compareTo(y.toString())).toList().getFirst();
            int dice = random.nextInt(100);
            if (dice < 5) {
                running.remove(executor);
                actions = new ArrayList<>(scheduler.on(new JobEvent.ExecutorLost(executor, GONE)));
                ExecutorId fresh = new ExecutorId("e" + named++);
                running.put(fresh, new HashSet<>());
                actions.addAll(scheduler.on(new JobEvent.ExecutorRegistered(fresh, 2)));
            } else {
                running.get(executor).remove(attempt);
                TaskOutcome outcome = dice < 15 ? new TaskOutcome.Failed(GONE)
                        : dice < 25 && attempt.stage().number() >= 2
                                ? new TaskOutcome.FetchFailed(
                                        new BlockId(task(attempt.stage().number() == 2 ? 1 : 2, random.nextInt(3), 0), 0), executor, GONE)
                                : succeeded(executor, attempt).outcome();
                actions = scheduler.on(new JobEvent.TaskEnded(executor, attempt, outcome));
            }
        }
        assertTrue(ended, "seed " + seed);
        assertEquals(2, kept.stream().map(TaskAttemptId::partition).distinct().count(), "seed " + seed);
    }

    private List<Action> submit(int maps, int reduces) {
        return scheduler.on(new JobEvent.JobSubmitted(JOB,
                List.of(StageSpec.plain(0, maps, List.of()), StageSpec.plain(1, reduces, List.of(0))), 4, 10_000));
    }

    private static List<TaskAttemptId> launched(List<Action> actions) {
        List<TaskAttemptId> attempts = new ArrayList<>();
        for (Action action : actions) {
            if (action instanceof Action.LaunchTask(var _, var attempt, var _, var _)) {
                attempts.add(attempt);
            }
        }
        return attempts;
    }

    private static TaskAttemptId attemptOn(List<Action> actions, ExecutorId executor) {
        for (Action action : actions) {
            if (action instanceof Action.LaunchTask(var on, var attempt, var _, var _) && on.equals(executor)) {
                return attempt;
            }
        }
        throw new AssertionError("nothing was launched on " + executor);
    }

    private static TaskAttemptId task(int stage, int partition, int attempt) {
        return new TaskAttemptId(new StageId(JOB, stage), partition, attempt);
    }

    private static MapOutput output(ExecutorId executor, TaskAttemptId attempt) {
        return new MapOutput(attempt, executor, List.of(1L), List.of(8L), 7);
    }

    private static JobEvent.TaskEnded succeeded(ExecutorId executor, TaskAttemptId attempt) {
        return new JobEvent.TaskEnded(executor, attempt, new TaskOutcome.Succeeded(output(executor, attempt), List.of(), List.of()));
    }
}
