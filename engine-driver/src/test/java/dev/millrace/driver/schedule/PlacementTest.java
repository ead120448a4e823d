package dev.millrace.driver.schedule;

import static dev.millrace.driver.schedule.SchedulerRun.A;
import static dev.millrace.driver.schedule.SchedulerRun.B;
import static dev.millrace.driver.schedule.SchedulerRun.JOB;
import static dev.millrace.driver.schedule.SchedulerRun.at;
import static dev.millrace.driver.schedule.SchedulerRun.attempts;
import static dev.millrace.driver.schedule.SchedulerRun.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.driver.stage.StageRead;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static final JobRules PATIENT = new JobRules(4, 10_000, 0, 300, 60_000, JobRules.Speculation.OFF);

    private static final long LARGE = 100 << 20;

    private final SchedulerRun run = new SchedulerRun();

    @Test
    void aTaskGoesToWhereItsInputIs() {
        run.executors(1, A, B);
        List<Action.LaunchTask> maps = run.submit(PATIENT, StageSpec.plain(0, 2, List.of()), StageSpec.plain(1, 2, List.of(0)));
        run.succeed(at(maps, A), 0, List.of(1L, 1000L));
        List<Action.LaunchTask> reduces = run.succeed(at(maps, B), 1, List.of(1000L, 1L));
        assertEquals(1, at(reduces, A).attempt().partition());
        assertEquals(0, at(reduces, B).attempt().partition());
    }

    @Test
    void itWaitsForThatPlaceButNotForLong() {
        run.executors(1, A, B);
        List<Action.LaunchTask> maps = run.submit(PATIENT, StageSpec.plain(0, 2, List.of()), StageSpec.plain(1, 2, List.of(0)));
        run.succeed(at(maps, A), 0, List.of(LARGE, LARGE));
        List<Action.LaunchTask> first = run.succeed(at(maps, B), 1, List.of(1L, 1L));
        assertEquals(List.of(A), first.stream().map(Action.LaunchTask::executor).toList(), "b is free, but a holds it all");
        assertEquals(List.of(), run.tick(299));
        List<Action.LaunchTask> late = run.tick(300);
        assertEquals(List.of(B), late.stream().map(Action.LaunchTask::executor).toList());
    }

    @Test
    void itDoesNotWaitForLittle() {
        run.executors(1, A, B);
        List<Action.LaunchTask> maps = run.submit(PATIENT, StageSpec.plain(0, 2, List.of()), StageSpec.plain(1, 2, List.of(0)));
        run.succeed(at(maps, A), 0, List.of(1000L, 1000L));
        assertEquals(2, run.succeed(at(maps, B), 1, List.of(1L, 1L)).size());
    }

    @Test
    void whatWasKeptIsReadWhereItLies() {
        run.executors(2, A, B);
        List<Action.LaunchTask> kept = run.submit(PATIENT, StageSpec.plain(0, 4, List.of()));
        Map<Integer, ExecutorId> lies = new HashMap<>();
        for (Action.LaunchTask task : kept) {
            lies.put(task.attempt().partition(), task.executor());
            run.succeed(task, 0, List.of(1000L));
        }
        StageTraits traits = new StageTraits(Determinism.DETERMINATE, false, Map.of(-1, new StageId(JOB, 0)));
        StageSpec reader = new StageSpec(0, 4, List.of(new StageRead(-1, 0, 4, 4, false, true)), traits);
        List<Action.LaunchTask> reads = run.submit(new JobId("", 2), PATIENT, reader);
        assertEquals(4, reads.size());
        reads.forEach(launch -> assertEquals(lies.get(launch.attempt().partition()), launch.executor()));
    }

    @Test
    void jobsShareSlotsEvenly() {
        run.executors(2, A, B);
        JobId other = new JobId("", 2);
        List<Action.LaunchTask> first = run.submit(PATIENT, StageSpec.plain(0, 8, List.of()));
        assertEquals(4, first.size());
        run.submit(other, PATIENT, StageSpec.plain(0, 8, List.of()));
        assertEquals(other, run.succeed(first.get(0)).getFirst().attempt().stage().job());
        assertEquals(other, run.succeed(first.get(1)).getFirst().attempt().stage().job());
        assertEquals(JOB, run.succeed(first.get(2)).getFirst().attempt().stage().job(), "two each");
    }

    private static JobRules speculating() {
        return new JobRules(4, 10_000, 0, 0, 60_000, new JobRules.Speculation(true, 3, 0.75, 1000));
    }

    @Test
    void aStragglerGetsASecondAttemptAndTheFirstToEndWins() {
        run.executors(2, A, B);
        List<Action.LaunchTask> tasks = run.submit(speculating(), StageSpec.plain(0, 4, List.of()));
        run.tick(1000);
        for (Action.LaunchTask task : tasks.subList(0, 3)) {
            run.succeed(task);
        }
        Action.LaunchTask slow = tasks.get(3);
        assertEquals(List.of(), run.tick(3000));
        List<Action.LaunchTask> copies = run.tick(4000);
        assertEquals(List.of(task(0, 3, 1)), attempts(copies));
        assertTrue(copies.getFirst().copy());
        assertTrue(!copies.getFirst().executor().equals(slow.executor()));
        assertEquals(List.of(), run.tick(9000), "one copy is enough");
        run.succeed(copies.getFirst());
        assertEquals(List.of(new Action.CancelTask(slow.executor(), slow.attempt())), run.seen(Action.CancelTask.class));
        assertEquals(1, run.seen(Action.CompleteJob.class).size());
        assertEquals(List.of(), run.succeed(slow));
        assertEquals(List.of(new Action.CancelTask(slow.executor(), slow.attempt())), run.seen(Action.CancelTask.class), "its output goes");
    }

    @Test
    void theCopyGoesOnWhenTheFirstIsLost() {
        run.executors(2, A, B);
        List<Action.LaunchTask> tasks = run.submit(speculating(), StageSpec.plain(0, 4, List.of()));
        run.tick(1000);
        tasks.subList(0, 3).forEach(run::succeed);
        Action.LaunchTask copy = run.tick(5000).getFirst();
        assertEquals(List.of(), run.lose(tasks.get(3).executor()), "nothing new: the copy runs");
        run.succeed(copy);
        assertEquals(1, run.seen(Action.TaskDone.class).size());
    }

    @Test
    void whatWritesGetsNoCopy() {
        run.executors(2, A, B);
        StageSpec writes = new StageSpec(0, 4, List.of(), new StageTraits(Determinism.DETERMINATE, true, Map.of()));
        List<Action.LaunchTask> tasks = run.submit(speculating(), writes);
        run.tick(1000);
        tasks.subList(0, 3).forEach(run::succeed);
        assertEquals(List.of(), run.tick(60_000));
    }
}
