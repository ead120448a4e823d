package dev.millrace.driver.schedule;

import static dev.millrace.driver.schedule.SchedulerRun.A;
import static dev.millrace.driver.schedule.SchedulerRun.B;
import static dev.millrace.driver.schedule.SchedulerRun.C;
import static dev.millrace.driver.schedule.SchedulerRun.FAILS;
import static dev.millrace.driver.schedule.SchedulerRun.JOB;
import static dev.millrace.driver.schedule.SchedulerRun.RULES;
import static dev.millrace.driver.schedule.SchedulerRun.at;
import static dev.millrace.driver.schedule.SchedulerRun.attempts;
import static dev.millrace.driver.schedule.SchedulerRun.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    private final SchedulerRun run = new SchedulerRun();

    @Test
    void aTaskThatFailedIsTriedElsewhere() {
        run.executors(2, A, B);
        Action.LaunchTask first = run.submit(RULES, StageSpec.plain(0, 1, List.of())).getFirst();
        Action.LaunchTask second = run.fail(first, FAILS).getFirst();
        assertNotEquals(first.executor(), second.executor());
    }

    @Test
    void anExecutorThatFailsWhatSucceedsElsewhereIsLeftOut() {
        run.executors(2, A, B);
        List<Action.LaunchTask> tasks = run.submit(RULES, StageSpec.plain(0, 6, List.of()));
        for (Action.LaunchTask task : tasks) {
            if (task.executor().equals(A)) {
                run.fail(task, FAILS);
            }
        }
        Set<ExecutorId> used = new HashSet<>();
        boolean excluded = false;
        Action.LaunchTask next = at(tasks, B);
        for (int step = 0; step < 20 && !excluded; step++) {
            List<Action.LaunchTask> launched = run.succeed(next);
            excluded = run.seen(Action.ExcludeExecutor.class).stream().anyMatch(action -> action.executor().equals(A)
                    && action.job().equals(Optional.of(JOB)));
            next = launched.isEmpty() ? tasks.get(1 + step) : at(launched, B);
            if (excluded) {
                launched.forEach(launch -> used.add(launch.executor()));
            }
        }
        assertTrue(excluded, "two tasks failed on a and succeeded on b");
        assertTrue(!used.contains(A), "a gets none");
    }

    @Test
    void resourcesAreTriedOnceElsewhere() {
        run.executors(1, A, B);
        EngineException full = ErrorCondition.DISK_FULL.with("directory", "/spill");
        Action.LaunchTask first = run.submit(RULES, StageSpec.plain(0, 1, List.of())).getFirst();
        Action.LaunchTask second = run.fail(first, full).getFirst();
        assertNotEquals(first.executor(), second.executor());
        run.fail(second, full);
        assertEquals(List.of(new Action.FailJob(JOB, full)), run.seen(Action.FailJob.class));
    }

    @Test
    void anExecutorThatTwoCannotReachIsDismissed() {
        run.executors(1, A, B, C);
        List<Action.LaunchTask> maps = run.submit(RULES, StageSpec.plain(0, 3, List.of()), StageSpec.plain(1, 3, List.of(0)));
        run.succeed(at(maps, A));
        run.succeed(at(maps, B));
        List<Action.LaunchTask> reduces = run.succeed(at(maps, C));
        List<Action.LaunchTask> again = run.cannotRead(at(reduces, B), at(maps, A), ErrorCondition.EXECUTOR_UNREACHABLE);
        assertEquals(List.of(B), again.stream().map(Action.LaunchTask::executor).toList(), "not on a, which is in doubt");
        Action.LaunchTask redone = again.getFirst();
        run.cannotRead(at(reduces, C), at(maps, A), ErrorCondition.EXECUTOR_UNREACHABLE);
        assertEquals(List.of(), run.seen(Action.DismissExecutor.class), "that output is known to be lost");
        List<Action.LaunchTask> next = run.succeed(redone, redone.attempt().partition());
        assertEquals(2, next.size());
        run.on(new JobEvent.ExecutorLost(A, SchedulerRun.GONE));
    }

    @Test
    void onceItIsDismissedItsTasksRunElsewhere() {
        run.executors(1, A, B, C);
        List<Action.LaunchTask> maps = run.submit(RULES, StageSpec.plain(0, 6, List.of()), StageSpec.plain(1, 6, List.of(0)));
        Action.LaunchTask firstOnA = at(maps, A);
        List<Action.LaunchTask> second = run.succeed(firstOnA);
        Action.LaunchTask secondOnA = at(second, A);
        List<Action.LaunchTask> open = List.of(at(maps, B), at(maps, C), secondOnA);
        List<Action.LaunchTask> reduces = new ArrayList<>();
        while (reduces.isEmpty()) {
            List<Action.LaunchTask> more = new ArrayList<>();
            for (Action.LaunchTask launch : open) {
                run.succeed(launch).forEach(each -> (each.attempt().stage().number() == 0 ? more : reduces).add(each));
            }
            open = more;
        }
        run.cannotRead(at(reduces, B), firstOnA, ErrorCondition.EXECUTOR_UNREACHABLE);
        run.cannotRead(at(reduces, C), secondOnA, ErrorCondition.EXECUTOR_UNREACHABLE);
        Action.DismissExecutor dismissed = run.seen(Action.DismissExecutor.class).getFirst();
        assertEquals(A, dismissed.executor());
        assertTrue(run.seen(Action.LaunchTask.class).stream().noneMatch(launch -> launch.executor().equals(A)));
        assertEquals(List.of(), run.lose(A), "the loss that follows is known already");
    }

    @Test
    void aBlockThatIsLostForEverEndsTheJob() {
        run.executors(1, A);
        Action.LaunchTask map = run.submit(JobRules.plain(1, 10_000), StageSpec.plain(0, 1, List.of()), StageSpec.plain(1, 1, List.of(0)))
                .getFirst();
        Action.LaunchTask reduce = run.succeed(map).getFirst();
        int losses = 0;
        while (run.seen(Action.FailJob.class).isEmpty()) {
            losses++;
            assertTrue(losses < 20, "it goes on for ever");
            List<Action.LaunchTask> again = run.cannotRead(reduce, map, ErrorCondition.SHUFFLE_BLOCK_LOST);
            if (!again.isEmpty()) {
                map = again.getFirst();
                reduce = run.succeed(map).getFirst();
            }
        }
        assertEquals(ErrorCondition.TOO_MANY_ATTEMPTS, run.seen(Action.FailJob.class).getFirst().error().condition());
    }

    @Test
    void lossesOfExecutorsDoNotCountAsFailuresButATaskThatCostsFourEndsTheJob() {
        run.executors(1, A);
        Action.LaunchTask task = run.submit(JobRules.plain(1, 10_000), StageSpec.plain(0, 1, List.of())).getFirst();
        for (int loss = 1; loss <= 4; loss++) {
            run.lose(task.executor());
            if (loss < 4) {
                task = SchedulerRun.launches(run.on(new JobEvent.ExecutorRegistered(new ExecutorId("a" + loss), 1))).getFirst();
            }
        }
        assertEquals(ErrorCondition.TASK_KILLS_EXECUTOR, run.seen(Action.FailJob.class).getFirst().error().condition());
        assertTrue(run.idle());
    }

    @Test
    void theWaitForAnExecutorBeginsWhenTheLastOneGoes() {
        run.executors(1, A);
        Action.LaunchTask task = run.submit(RULES, StageSpec.plain(0, 1, List.of())).getFirst();
        run.tick(60_000);
        run.lose(A);
        run.tick(61_900);
        assertEquals(List.of(), run.seen(Action.WarnNoExecutor.class));
        run.tick(62_000);
        assertEquals(List.of(new Action.WarnNoExecutor(JOB)), run.seen(Action.WarnNoExecutor.class));
        List<Action.LaunchTask> back = SchedulerRun.launches(run.on(new JobEvent.ExecutorRegistered(B, 1)));
        assertEquals(List.of(task(0, 0, 1)), attempts(back));
        assertEquals(0, task.attempt().attempt());
        run.lose(B);
        run.tick(71_999);
        assertEquals(List.of(), run.seen(Action.FailJob.class));
        run.tick(72_000);
        assertEquals(ErrorCondition.NO_EXECUTOR, run.seen(Action.FailJob.class).getFirst().error().condition());
    }

    @Test
    void keptOutputsMakeALossCheap() {
        JobRules keeping = new JobRules(4, 10_000, 1 << 20, 0, 60_000, JobRules.Speculation.OFF);
        run.executors(1, A, B);
        List<Action.LaunchTask> maps = run.submit(keeping, StageSpec.plain(0, 2, List.of()), StageSpec.plain(1, 2, List.of(0)),
                StageSpec.plain(2, 1, List.of(1)));
        run.succeed(at(maps, A));
        List<Action.LaunchTask> middle = run.succeed(at(maps, B));
        run.succeed(at(middle, A));
        List<Action.LaunchTask> result = run.succeed(at(middle, B));
        assertEquals(List.of(), run.seen(Action.DropStage.class));
        Action.LaunchTask reader = result.getFirst();
        ExecutorId other = reader.executor().equals(A) ? B : A;
        List<Action.LaunchTask> again = run.lose(other);
        assertEquals(List.of(), attempts(again), "the reader still runs where the only slot is");
        again = run.cannotRead(reader, at(middle, other), ErrorCondition.EXECUTOR_UNREACHABLE);
        assertEquals(List.of(new StageId(JOB, 0)), again.stream().map(launch -> launch.attempt().stage()).toList());
        assertEquals(at(maps, other).attempt().partition(), again.getFirst().attempt().partition());
        List<Action.LaunchTask> next = run.succeed(again.getFirst());
        assertEquals(List.of(task(1, at(middle, other).attempt().partition(), 1)), attempts(next), "one map and one of its readers only");
    }

    @Test
    void aJobReadsAStageOfAnotherOneAndItsLostOutputsComeBack() {
        run.executors(1, A, B);
        List<Action.LaunchTask> kept = run.submit(RULES, StageSpec.plain(0, 2, List.of()));
        run.succeed(at(kept, A));
        run.succeed(at(kept, B));
        assertEquals(1, run.seen(Action.CompleteJob.class).size());
        run.lose(B);
        JobId reading = new JobId("", 2);
        StageTraits traits = new StageTraits(Determinism.DETERMINATE, false, Map.of(-1, new StageId(JOB, 0)));
        StageSpec reader = new StageSpec(0, 1, StageSpec.plain(0, 1, List.of(-1)).reads(), traits);
        List<Action.LaunchTask> first = run.submit(reading, RULES, reader);
        assertEquals(List.of(task(0, at(kept, B).attempt().partition(), 1)), attempts(first), "the lost one is made again");
        run.on(new JobEvent.JobReleased(JOB));
        assertEquals(List.of(), run.seen(Action.DropJob.class), "somebody reads it");
        List<Action.LaunchTask> launched = run.succeed(first.getFirst());
        assertEquals(List.of(new StageId(reading, 0)), launched.stream().map(launch -> launch.attempt().stage()).toList());
        assertEquals(2, launched.getFirst().inputs().get(-1).outputs().size());
        run.succeed(launched.getFirst());
        run.on(new JobEvent.JobReleased(reading));
        assertEquals(List.of(new Action.DropJob(A, reading), new Action.DropJob(A, JOB)), run.seen(Action.DropJob.class));
        assertTrue(run.idle());
    }
}
