package dev.millrace.driver.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.driver.stage.Adaptivity;
import dev.millrace.driver.stage.StageRead;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Stages whose tasks are cut anew when their parents are complete. */
class AdaptedStagesTest {

    private static final JobId JOB = new JobId("", 1);
    private static final ExecutorId A = new ExecutorId("a");
    private static final ExecutorId B = new ExecutorId("b");

    private final JobScheduler scheduler = new JobScheduler("here:1");
    private final List<Action> seen = new ArrayList<>();

    private List<Action> on(JobEvent event) {
        List<Action> actions = scheduler.on(event);
        seen.addAll(actions);
        return actions;
    }

    private List<Action.LaunchTask> start(ExecutorId... executors) {
        for (ExecutorId executor : executors) {
            on(new JobEvent.ExecutorRegistered(executor, 2));
        }
        StageSpec map = StageSpec.plain(0, 2, List.of());
        StageSpec reduce = new StageSpec(1, 6, List.of(new StageRead(0, 0, 6, 6, false)), StageTraits.PLAIN,
                Optional.of(new Adaptivity(100, 2, Set.of())), List.of());
        return launches(on(new JobEvent.JobSubmitted(JOB, List.of(map, reduce), 4, 10_000)));
    }

    @Test
    void smallPartitionsBecomeOneTask() {
        List<Action> last = List.of();
        for (Action.LaunchTask launch : start(A)) {
            last = ended(launch, 10, 10, 10, 10, 10, 90);
        }
        Action.StageAdapted adapted = (Action.StageAdapted) last.stream().filter(Action.StageAdapted.class::isInstance).findFirst()
                .orElseThrow();
        List<Action.LaunchTask> reduces = launches(last);
        assertTrue(last.indexOf(adapted) < last.indexOf(reduces.getFirst()));
        assertEquals(2, adapted.stage().tasks());
        assertEquals(List.of(5, 6), reduces.stream().map(launch -> input(launch).endPartition()).toList());
        assertEquals(List.of(0, 5), reduces.stream().map(launch -> input(launch).firstPartition()).toList());
        for (Action.LaunchTask reduce : reduces) {
            last = ended(reduce, 1);
        }
        assertTrue(last.contains(new Action.CompleteJob(JOB)));
        assertEquals(List.of(0, 1),
                seen.stream().filter(Action.ResultReady.class::isInstance).map(ready -> ((Action.ResultReady) ready).partition()).toList());
    }

    @Test
    void aLostOutputIsReadByTheSameTasksOnceItIsThereAgain() {
        List<Action> last = List.of();
        for (Action.LaunchTask launch : start(A, B)) {
            last = ended(launch, 10, 10, 10, 10, 10, 90);
        }
        List<Action.LaunchTask> reduces = launches(last);
        assertEquals(2, reduces.size());
        List<Action.LaunchTask> again = launches(on(new JobEvent.ExecutorLost(B, ErrorCondition.EXECUTOR_LOST.with("executor", "b",
                "detail", "test"))));
        assertTrue(again.stream().allMatch(launch -> launch.attempt().stage().number() == 0), again::toString);
        for (Action.LaunchTask launch : again) {
            last = ended(launch, 10, 10, 10, 10, 10, 90);
        }
        for (Action.LaunchTask reduce : launches(last)) {
            assertEquals(reduce.attempt().partition() == 0 ? 5 : 6, input(reduce).endPartition());
            assertEquals(2, input(reduce).outputs().size());
            assertTrue(input(reduce).outputs().stream().allMatch(output -> output.executor().equals(A)), reduce::toString);
        }
        assertEquals(1, seen.stream().filter(Action.StageAdapted.class::isInstance).count());
    }

    private List<Action> ended(Action.LaunchTask launch, long... bytes) {
        List<Long> sizes = new ArrayList<>();
        for (long size : bytes) {
            sizes.add(size);
        }
        MapOutput output = new MapOutput(launch.attempt(), launch.executor(), sizes, sizes, 7);
        return on(new JobEvent.TaskEnded(launch.executor(), launch.attempt(),
                new TaskOutcome.Succeeded(output, List.of(), List.of())));
    }

    private static ShuffleInput input(Action.LaunchTask launch) {
        return launch.inputs().get(0);
    }

    private static List<Action.LaunchTask> launches(List<Action> actions) {
        return actions.stream().filter(Action.LaunchTask.class::isInstance).map(Action.LaunchTask.class::cast).toList();
    }
}
