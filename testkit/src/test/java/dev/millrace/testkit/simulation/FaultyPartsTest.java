package dev.millrace.testkit.simulation;

import dev.millrace.driver.schedule.Action;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.driver.schedule.StageSpec;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.task.ExecutorAction;
import dev.millrace.executor.task.ExecutorEvent;
import dev.millrace.executor.task.ExecutorState;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults that a scheduler or an executor might have: the simulation finds each of them, and says what is wrong. */
class FaultyPartsTest {

    private static final int SEEDS = 3000;

    private final MemoryPool memory = MemoryPool.root("simulation", 1L << 28);

    @AfterEach
    void memoryIsFree() {
        memory.close();
    }

    private void assertFound(Simulation.SchedulerMaker scheduler, String broken) {
        assertFound(new Simulation.Parts(scheduler, Simulation.Parts.real().executor(), true), broken);
    }

    /** Found by what comes out, though no step is judged. */
    private void assertFoundInResults(Simulation.SchedulerMaker scheduler, String broken) {
        assertFound(new Simulation.Parts(scheduler, Simulation.Parts.real().executor(), false), broken);
    }

    private void assertFound(Simulation.Parts parts, String broken) {
        Set<String> others = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            String found = Simulation.run(seed, parts, memory, false).broken();
            if (Pattern.compile(broken).matcher(found).find()) {
                return;
            }
            others.add(found);
        }
        throw new AssertionError("not found in " + SEEDS + " seeds, only " + others);
    }

    @Test
    void lateResultThatIsAccepted() {
        assertFound(() -> new MeddledScheduler() {
            @Override
            JobEvent heard(JobEvent event) {
                if (event instanceof JobEvent.TaskEnded(var _, var attempt, TaskOutcome.Succeeded outcome)
                        && runningInsteadOf(attempt) instanceof Action.LaunchTask launch && !launch.attempt().equals(attempt)) {
                    return new JobEvent.TaskEnded(launch.executor(), launch.attempt(), outcome);
                }
                return event;
            }
        }, "is done with the output of");
    }

    @Test
    void attemptsMixedForOneReader() {
        assertFound(FaultyPartsTest::mixing, "reads .* whose output is");
        assertFoundInResults(FaultyPartsTest::mixing, "is of two versions");
    }

    /** Some readers get the first attempt of a task, others the latest. */
    private static MeddledScheduler mixing() {
        Map<TaskAttemptId, MapOutput> first = new HashMap<>();
        return new MeddledScheduler() {
            @Override
            List<Action> said(Action action) {
                if (action instanceof Action.TaskDone(var attempt, var outcome)) {
                    first.putIfAbsent(task(attempt), outcome.output());
                }
                if (!(action instanceof Action.LaunchTask launch) || launch.attempt().partition() % 2 == 0) {
                    return List.of(action);
                }
                Map<Integer, ShuffleInput> inputs = new LinkedHashMap<>();
                launch.inputs().forEach((parent, input) -> inputs.put(parent, new ShuffleInput(input.outputs().stream()
                        .map(output -> first.getOrDefault(task(output.attempt()), output)).toList(), input.firstPartition(),
                        input.endPartition())));
                return List.of(new Action.LaunchTask(launch.executor(), launch.attempt(), inputs, launch.copy()));
            }
        };
    }

    @Test
    void rerunThatDiffersAndIsTakenForTheSame() {
        assertFoundInResults(() -> new MeddledScheduler() {
            @Override
            JobEvent heard(JobEvent event) {
                if (event instanceof JobEvent.TaskEnded(var executor, var attempt, TaskOutcome.Succeeded(var output, var _, var _))) {
                    MapOutput unchecked = new MapOutput(output.attempt(), output.executor(), output.rows(), output.bytes(), 0);
                    return new JobEvent.TaskEnded(executor, attempt, new TaskOutcome.Succeeded(unchecked, List.of(), List.of()));
                }
                return event;
            }
        }, "is of two versions|differs from the calm run");
    }

    @Test
    void resultThatIsNotTakenBack() {
        assertFound(() -> new MeddledScheduler() {
            @Override
            List<Action> said(Action action) {
                return action instanceof Action.RetractResult ? List.of() : List.of(action);
            }
        }, "was not retracted");
    }

    @Test
    void lostBlockThatBecomesText() {
        assertFound(() -> new MeddledScheduler() {
            @Override
            JobEvent heard(JobEvent event) {
                return event instanceof JobEvent.TaskEnded(var executor, var attempt, TaskOutcome.FetchFailed failed)
                        ? new JobEvent.TaskEnded(executor, attempt, new TaskOutcome.Failed(
                                ErrorCondition.INTERNAL_ERROR.with("detail", failed.error().getMessage())))
                        : event;
            }
        }, "failed without a reason: .INTERNAL_ERROR");
    }

    @Test
    void lostBlockThatIsTakenForAFailureOfTheReader() {
        assertFound(() -> new MeddledScheduler() {
            @Override
            JobEvent heard(JobEvent event) {
                return event instanceof JobEvent.TaskEnded(var executor, var attempt, TaskOutcome.FetchFailed failed)
                        ? new JobEvent.TaskEnded(executor, attempt, new TaskOutcome.Failed(failed.error()))
                        : event;
            }
        }, "whose output is null|failed without a reason: .TOO_MANY_ATTEMPTS");
    }

    /** Whenever a task is cancelled, a task that never ends takes its slot. */
    @Test
    void slotOfACancelledTaskThatIsNotFreed() {
        assertFound(() -> new MeddledScheduler() {

            private int leaked;

            @Override
            List<Action> said(Action action) {
                if (!(action instanceof Action.CancelTask)) {
                    return List.of(action);
                }
                List<Action> all = new ArrayList<>(List.of(action));
                tell(new JobEvent.JobSubmitted(new JobId("leak", leaked++), List.of(StageSpec.plain(0, 1, List.of())), 4, 1_000_000));
                return all;
            }
        }, "of \\d+ slots \\d+ can be used|jobs that have not ended");
    }

    @Test
    void threadOfACancelledTaskThatIsNotFreed() {
        assertFound(withExecutor(slots -> new Simulation.ExecutorDecisions() {

            private final ExecutorState state = new ExecutorState(slots);
            private final Set<TaskAttemptId> interrupted = new HashSet<>();

            @Override
            public List<ExecutorAction> on(ExecutorEvent event) {
                if (event instanceof ExecutorEvent.Ended(var attempt, var _) && interrupted.contains(attempt)) {
                    return List.of(new ExecutorAction.Discard(attempt));
                }
                List<ExecutorAction> actions = state.on(event);
                actions.forEach(action -> {
                    if (action instanceof ExecutorAction.Interrupt(var attempt)) {
                        interrupted.add(attempt);
                    }
                });
                return actions;
            }

            @Override
            public boolean idle() {
                return state.idle();
            }
        }), "still has tasks or jobs|jobs that have not ended");
    }

    @Test
    void stageThatIsDroppedWhileItIsRead() {
        assertFound(() -> new MeddledScheduler() {
            @Override
            List<Action> said(Action action) {
                if (action instanceof Action.LaunchTask launch && launch.inputs().values().stream().anyMatch(input -> !input.outputs()
                        .isEmpty())) {
                    ShuffleInput input = launch.inputs().values().stream().filter(each -> !each.outputs().isEmpty()).findFirst()
                            .orElseThrow();
                    StageId stage = input.outputs().getFirst().attempt().stage();
                    return List.of(action, new Action.DropStage(input.outputs().getFirst().executor(), stage));
                }
                return List.of(action);
            }
        }, "is dropped while .* reads it");
    }

    @Test
    void executorWhoseLossIsNotHeard() {
        assertFound(() -> new MeddledScheduler() {
            @Override
            JobEvent heard(JobEvent event) {
                return event instanceof JobEvent.ExecutorLost ? new JobEvent.Tick(0) : event;
            }
        }, "which is not there|has not ended|have not ended");
    }

    @Test
    void jobThatIsNotDroppedEverywhere() {
        assertFound(() -> new MeddledScheduler() {
            @Override
            List<Action> said(Action action) {
                boolean first = action instanceof Action.DropJob(var executor, var _) && executor.name().startsWith("host0");
                return first ? List.of() : List.of(action);
            }
        }, "was not dropped on");
    }

    @Test
    void outputsThatAreNotFreed() {
        assertFound(withExecutor(slots -> new Simulation.ExecutorDecisions() {

            private final ExecutorState state = new ExecutorState(slots);

            @Override
            public List<ExecutorAction> on(ExecutorEvent event) {
                return state.on(event).stream().filter(action -> !(action instanceof ExecutorAction.FreeJob)).toList();
            }

            @Override
            public boolean idle() {
                return state.idle();
            }
        }), "still holds \\d+ bytes");
    }

    @Test
    void cancelThatIsNotPassedOn() {
        assertFound(() -> new MeddledScheduler() {
            @Override
            List<Action> said(Action action) {
                return action instanceof Action.CancelTask ? List.of() : List.of(action);
            }
        }, "its tasks were not cancelled");
    }

    @Test
    void resultThatIsGivenTwice() {
        assertFound(() -> new MeddledScheduler() {
            @Override
            List<Action> said(Action action) {
                return action instanceof Action.ResultReady ? List.of(action, action) : List.of(action);
            }
        }, "is ready twice");
    }

    private static Simulation.Parts withExecutor(Simulation.ExecutorMaker executor) {
        return new Simulation.Parts(Simulation.Parts.real().scheduler(), executor, true);
    }
}
