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

import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.BlockId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was computed from an output that is not there any more must not meet what is computed from its successor. */
class RollbackTest {

    private final SchedulerRun run = new SchedulerRun();

    /** Two maps on a and b, then two reduces that have been launched on both. */
    private List<Action.LaunchTask> reduces;
    private Action.LaunchTask mapOnA;
    private Action.LaunchTask mapOnB;
    private List<Integer> retracted = List.of();

    private void untilReduces(Determinism determinism) {
        run.executors(1, A, B);
        StageTraits traits = new StageTraits(determinism, false, Map.of());
        StageSpec maps = new StageSpec(0, 2, List.of(), traits);
        List<Action.LaunchTask> launched = run.submit(RULES, maps, StageSpec.plain(1, 2, List.of(0)));
        mapOnA = at(launched, A);
        mapOnB = at(launched, B);
        run.succeed(mapOnA);
        reduces = run.succeed(mapOnB);
        assertEquals(2, reduces.size());
    }

    @Test
    void theSameRowsAgainChangeNothing() {
        untilReduces(Determinism.DETERMINATE);
        run.succeed(at(reduces, A));
        List<Action.LaunchTask> again = run.lose(B);
        assertEquals(List.of(task(0, mapOnB.attempt().partition(), 1)), attempts(again), "only the lost partition");
        List<Action.LaunchTask> reduce = run.succeed(again.getFirst(), mapOnB.attempt().partition());
        assertEquals(List.of(task(1, at(reduces, B).attempt().partition(), 1)), attempts(reduce));
        run.succeed(reduce.getFirst());
        assertEquals(List.of(new Action.CompleteJob(JOB)), run.seen(Action.CompleteJob.class));
    }

    @Test
    void otherRowsTakeBackWhatReadTheOldOnes() {
        untilReduces(Determinism.DETERMINATE);
        Action.LaunchTask done = at(reduces, A);
        run.succeed(done);
        List<Action.LaunchTask> again = run.lose(B);
        List<Action.LaunchTask> reduce = run.succeed(again.getFirst(), 99);
        Action.RetractResult retract = run.seen(Action.RetractResult.class).getFirst();
        assertEquals(done.attempt().partition(), retract.partition());
        assertEquals(ErrorCondition.INDETERMINATE_STAGE_OUTPUT_CHANGED, retract.error().condition());
        assertEquals(List.of(new Action.CancelTask(A, done.attempt())), run.seen(Action.CancelTask.class), "its output goes");
        assertEquals(1, reduce.size());
        List<Action.LaunchTask> second = run.succeed(reduce.getFirst());
        run.succeed(second.getFirst());
        assertEquals(List.of(new Action.CompleteJob(JOB)), run.seen(Action.CompleteJob.class));
    }

    @Test
    void aReaderThatStillRunsIsTakenBackAsWell() {
        untilReduces(Determinism.DETERMINATE);
        Action.LaunchTask reader = at(reduces, A);
        run.on(new JobEvent.ExecutorRegistered(SchedulerRun.C, 1));
        List<Action.LaunchTask> again = run.lose(B);
        run.succeed(again.getFirst(), 99);
        assertTrue(run.seen(Action.CancelTask.class).contains(new Action.CancelTask(A, reader.attempt())));
        assertEquals(List.of(), run.succeed(reader), "its late success counts for nothing");
        assertEquals(List.of(), run.seen(Action.TaskDone.class));
    }

    @Test
    void takingBackGoesThroughAllStages() {
        run.executors(1, A, B);
        List<Action.LaunchTask> maps = run.submit(RULES, StageSpec.plain(0, 2, List.of()), StageSpec.plain(1, 2, List.of(0)),
                StageSpec.plain(2, 2, List.of(1)), StageSpec.plain(3, 1, List.of(0, 2)));
        run.succeed(at(maps, A));
        List<Action.LaunchTask> middle = run.succeed(at(maps, B));
        run.succeed(at(middle, A));
        List<Action.LaunchTask> last = run.succeed(at(middle, B));
        run.succeed(at(last, A));
        List<Action.LaunchTask> result = run.succeed(at(last, B));
        assertEquals(List.of(task(3, 0, 0)), attempts(result));
        Action.LaunchTask lostMap = at(maps, B);
        List<Action.LaunchTask> again = run.cannotRead(result.getFirst(), lostMap, ErrorCondition.SHUFFLE_BLOCK_LOST);
        assertEquals(List.of(task(0, lostMap.attempt().partition(), 1)), attempts(again));
        List<Action.LaunchTask> rerun = run.succeed(again.getFirst(), 99);
        assertEquals(List.of(new Action.CancelTask(A, at(last, A).attempt()), new Action.CancelTask(B, at(last, B).attempt())),
                run.seen(Action.CancelTask.class), "the outputs of the stage before were dropped when it was read");
        assertEquals(List.of(1, 1), rerun.stream().map(launch -> launch.attempt().stage().number()).toList());
    }

    @Test
    void ofARerunThatMayDifferTheResultIsHeldBack() {
        untilReduces(Determinism.INDETERMINATE);
        run.succeed(reduces.get(0));
        assertEquals(List.of(), run.seen(Action.ResultReady.class));
        run.succeed(reduces.get(1));
        assertEquals(2, run.seen(Action.ResultReady.class).size());
        assertEquals(1, run.seen(Action.CompleteJob.class).size());
    }

    @Test
    void aLostResultWhoseInputChangedAsksForWhatWasGivenAway() {
        untilReduces(Determinism.DETERMINATE);
        Action.LaunchTask first = at(reduces, A);
        Action.LaunchTask second = at(reduces, B);
        run.succeed(first);
        run.succeed(second);
        assertEquals(1, run.seen(Action.CompleteJob.class).size());
        run.lose(B);
        List<Action.LaunchTask> maps = SchedulerRun.launches(run.on(new JobEvent.ResultLost(B, new BlockId(second.attempt(), 0))));
        assertEquals(2, mapsAndRest(maps, 99));
        assertEquals(List.of(first.attempt().partition()), retracted);
    }

    /** Ends maps, the one on b with other rows; returns how many ran. */
    private int mapsAndRest(List<Action.LaunchTask> launched, long checksum) {
        int count = 0;
        List<Action.LaunchTask> open = launched;
        while (!open.isEmpty() && open.getFirst().attempt().stage().number() == 0) {
            Action.LaunchTask map = open.getFirst();
            count++;
            boolean other = map.attempt().partition() == mapOnB.attempt().partition();
            open = run.succeed(map, other ? checksum : map.attempt().partition());
            if (!run.seen(Action.RetractResult.class).isEmpty()) {
                retracted = run.seen(Action.RetractResult.class).stream().map(Action.RetractResult::partition).toList();
            }
        }
        return count;
    }
}
