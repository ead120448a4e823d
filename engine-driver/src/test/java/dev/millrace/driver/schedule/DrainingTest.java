package dev.millrace.driver.schedule;

import static dev.millrace.driver.schedule.SchedulerRun.A;
import static dev.millrace.driver.schedule.SchedulerRun.B;
import static dev.millrace.driver.schedule.SchedulerRun.JOB;
import static dev.millrace.driver.schedule.SchedulerRun.RULES;
import static dev.millrace.driver.schedule.SchedulerRun.at;
import static dev.millrace.driver.schedule.SchedulerRun.attempts;
import static dev.millrace.driver.schedule.SchedulerRun.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DrainingTest {

    private final SchedulerRun run = new SchedulerRun();

    @Test
    void anIdleExecutorGoesAtOnce() {
        run.executors(1, A, B);
        run.on(new JobEvent.ExecutorDraining(A));
        assertEquals(List.of(new Action.LetGo(A)), run.seen(Action.LetGo.class));
        run.tick(1);
        assertEquals(List.of(), run.seen(Action.LetGo.class), "once");
        assertEquals(List.of(B), run.submit(RULES, StageSpec.plain(0, 3, List.of())).stream().map(Action.LaunchTask::executor).toList());
    }

    @Test
    void whatItRunsEndsFirst() {
        run.executors(1, A, B);
        List<Action.LaunchTask> tasks = run.submit(RULES, StageSpec.plain(0, 3, List.of()));
        run.on(new JobEvent.ExecutorDraining(A));
        assertEquals(List.of(), run.seen(Action.LetGo.class));
        assertEquals(List.of(), run.succeed(at(tasks, A)), "it gets nothing more");
        assertEquals(List.of(new Action.LetGo(A)), run.seen(Action.LetGo.class));
        assertEquals(1, run.succeed(at(tasks, B)).size());
    }

    @Test
    void itsOutputsAreMadeElsewhereForTasksThatAreStillToCome() {
        run.executors(1, A, B);
        List<Action.LaunchTask> maps = run.submit(RULES, StageSpec.plain(0, 2, List.of()), StageSpec.plain(1, 2, List.of(0)));
        run.succeed(at(maps, A));
        run.on(new JobEvent.ExecutorDraining(A));
        assertEquals(List.of(new Action.LetGo(A)), run.seen(Action.LetGo.class));
        List<Action.LaunchTask> again = run.succeed(at(maps, B));
        assertEquals(List.of(task(0, at(maps, A).attempt().partition(), 1)), attempts(again));
        assertEquals(B, again.getFirst().executor());
    }

    @Test
    void whoReadsFromItAlreadyGoesOn() {
        run.executors(1, A, B);
        List<Action.LaunchTask> maps = run.submit(RULES, StageSpec.plain(0, 2, List.of()), StageSpec.plain(1, 2, List.of(0)));
        run.succeed(at(maps, A));
        List<Action.LaunchTask> reduces = run.succeed(at(maps, B));
        run.on(new JobEvent.ExecutorDraining(A));
        run.succeed(at(reduces, A));
        assertEquals(List.of(), run.seen(Action.LetGo.class), "the task on b still reads from a");
        run.succeed(at(reduces, B));
        assertEquals(List.of(new Action.LetGo(A)), run.seen(Action.LetGo.class));
        assertTrue(run.seen(Action.CompleteJob.class).contains(new Action.CompleteJob(JOB)));
    }
}
