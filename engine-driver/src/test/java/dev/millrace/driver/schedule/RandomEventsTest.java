package dev.millrace.driver.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random events, with reruns that give other rows: slots are kept to, every task reads outputs that are there, and a result never mixes
 * what was computed from two contents of one output.
 */
class RandomEventsTest {

    private static final JobId JOB = new JobId("", 1);
    private static final int SLOTS = 2;
    private static final EngineException GONE = ErrorCondition.EXECUTOR_LOST.with("executor", "x", "detail", "test");

    static LongStream seeds() {
        long first = Long.getLong("seed", 1);
        return LongStream.range(first, first + Long.getLong("seeds", 200));
    }

    private record Run(Action.LaunchTask launch, Map<String, Long> contents) {}

    private final JobScheduler scheduler = new JobScheduler("here");
    private final Map<TaskAttemptId, Run> running = new LinkedHashMap<>();
    private final Map<ExecutorId, Integer> executors = new LinkedHashMap<>();
    private final Map<TaskAttemptId, Map<String, Long>> made = new HashMap<>();
    private final Map<TaskAttemptId, ExecutorId> holders = new HashMap<>();
    private final Map<Integer, TaskAttemptId> result = new TreeMap<>();
    private final List<Action> pending = new ArrayList<>();
    private boolean failed;
    private boolean complete;
    private int named;
    private long now;

    @ParameterizedTest
    @MethodSource("seeds")
    void noResultMixesContents(long seed) {
        Random random = new Random(seed);
        boolean varies = random.nextBoolean();
        for (int i = 0; i < 3; i++) {
            register();
        }
        JobRules rules = new JobRules(1000, 1_000_000, random.nextBoolean() ? 0 : 1 << 20, random.nextBoolean() ? 0 : 300,
                random.nextBoolean() ? 0 : 1000, new JobRules.Speculation(random.nextBoolean(), 1, 0.5, 10));
        StageTraits traits = new StageTraits(random.nextBoolean() ? Determinism.INDETERMINATE : Determinism.DETERMINATE, false, Map.of());
        List<StageSpec> stages = List.of(new StageSpec(0, 3, List.of(), traits), StageSpec.plain(1, 2, List.of()),
                StageSpec.plain(2, 4, List.of(0, 1)), StageSpec.plain(3, 2, List.of(2)), StageSpec.plain(4, 2, List.of(0, 3)));
        tell(new JobEvent.JobSubmitted(JOB, stages, rules), seed);
        for (int step = 0; step < 3000 && !complete && !failed; step++) {
            step(random, varies, seed);
        }
        assertTrue(complete || failed, "seed " + seed + ": it does not end");
        if (complete) {
            assertEquals(2, result.size(), "seed " + seed);
            Map<String, Long> all = new HashMap<>();
            result.values().forEach(attempt -> made.get(attempt).forEach((output, content) -> {
                Long other = all.put(output, content);
                assertTrue(other == null || other.equals(content), "seed " + seed + ": the result is of two contents of " + output);
            }));
            tell(new JobEvent.JobReleased(JOB), seed);
            assertTrue(scheduler.idle(), "seed " + seed);
        }
    }

    private void register() {
        ExecutorId fresh = new ExecutorId("e" + named++);
        executors.put(fresh, SLOTS);
        pending.addAll(scheduler.on(new JobEvent.ExecutorRegistered(fresh, SLOTS)));
    }

    private void step(Random random, boolean varies, long seed) {
        performAll(seed);
        int dice = random.nextInt(100);
        List<ExecutorId> there = List.copyOf(executors.keySet());
        if (dice < 4 && !there.isEmpty()) {
            lose(there.get(random.nextInt(there.size())), seed);
            if (random.nextInt(4) > 0 || executors.isEmpty()) {
                register();
            }
        } else if (dice < 5 && there.size() > 1) {
            tell(new JobEvent.ExecutorDraining(there.get(random.nextInt(there.size()))), seed);
            register();
        } else if (dice < 15 || running.isEmpty()) {
            now += random.nextInt(400);
            tell(new JobEvent.Tick(now), seed);
        } else if (dice < 18 && !result.isEmpty()) {
            TaskAttemptId lost = List.copyOf(result.values()).get(random.nextInt(result.size()));
            result.remove(lost.partition());
            ExecutorId holder = holders.get(lost);
            tell(new JobEvent.ResultLost(holder, new BlockId(lost, 0)), seed);
        } else {
            List<Run> all = List.copyOf(running.values());
            end(all.get(random.nextInt(all.size())), random, varies, seed);
        }
    }

    private void end(Run run, Random random, boolean varies, long seed) {
        Action.LaunchTask launch = run.launch();
        TaskAttemptId attempt = launch.attempt();
        running.remove(attempt);
        int dice = random.nextInt(100);
        List<MapOutput> inputs = new ArrayList<>();
        launch.inputs().values().forEach(input -> inputs.addAll(input.outputs()));
        TaskOutcome outcome;
        if (dice < 8) {
            outcome = new TaskOutcome.Failed(GONE);
        } else if (dice < 20 && !inputs.isEmpty()) {
            MapOutput lost = inputs.get(random.nextInt(inputs.size()));
            ErrorCondition condition = random.nextInt(5) == 0 ? ErrorCondition.EXECUTOR_UNREACHABLE : ErrorCondition.SHUFFLE_BLOCK_LOST;
            outcome = new TaskOutcome.FetchFailed(new BlockId(lost.attempt(), 0), lost.executor(),
                    condition.with("block", "b", "executor", "e", "detail", "test"));
        } else {
            long content = varies && random.nextInt(4) == 0 ? random.nextInt(3) : 0;
            long checksum = content + 10 * run.contents().values().stream().mapToLong(Long::longValue).sum();
            Map<String, Long> contents = new HashMap<>(run.contents());
            contents.put(attempt.stage().number() + "/" + attempt.partition(), checksum);
            made.put(attempt, contents);
            holders.put(attempt, launch.executor());
            outcome = new TaskOutcome.Succeeded(new MapOutput(attempt, launch.executor(), List.of(1L, 1L, 1L, 1L), List.of(9L, 1L, 1L, 1L),
                    checksum), List.of(), List.of());
        }
        tell(new JobEvent.TaskEnded(launch.executor(), attempt, outcome), seed);
    }

    private void lose(ExecutorId executor, long seed) {
        forget(executor);
        tell(new JobEvent.ExecutorLost(executor, GONE), seed);
    }

    private void forget(ExecutorId executor) {
        executors.remove(executor);
        running.values().removeIf(run -> run.launch().executor().equals(executor));
    }

    private void tell(JobEvent event, long seed) {
        performAll(seed);
        pending.addAll(scheduler.on(event));
        performAll(seed);
    }

    private void performAll(long seed) {
        while (!pending.isEmpty()) {
            perform(pending.removeFirst(), seed);
        }
    }

    private void perform(Action action, long seed) {
        switch (action) {
            case Action.LaunchTask launch -> {
                assertTrue(!complete && !failed, "seed " + seed + ": launched after the end");
                Map<String, Long> contents = new HashMap<>();
                launch.inputs().values().forEach(input -> input.outputs().forEach(output -> {
                    assertTrue(executors.containsKey(output.executor()), "seed " + seed + ": reads from an executor that is gone");
                    made.get(output.attempt()).forEach((name, content) -> {
                        Long other = contents.put(name, content);
                        assertTrue(other == null || other.equals(content), "seed " + seed + ": " + launch.attempt() + " mixes " + name);
                    });
                }));
                running.put(launch.attempt(), new Run(launch, contents));
                long there = running.values().stream().filter(run -> run.launch().executor().equals(launch.executor())).count();
                assertTrue(executors.containsKey(launch.executor()) && there <= SLOTS, "seed " + seed + ": " + launch);
            }
            case Action.CancelTask(var _, var attempt) -> running.remove(attempt);
            case Action.ResultReady(var _, var partition, var outcome) -> {
                assertNotNull(made.get(outcome.output().attempt()), "seed " + seed);
                result.put(partition, outcome.output().attempt());
                complete = false;
            }
            case Action.RetractResult(var _, var partition, var _) -> {
                result.remove(partition);
                complete = false;
            }
            case Action.CompleteJob _ -> complete = true;
            case Action.FailJob(var _, var error) -> {
                assertTrue(error.condition() == ErrorCondition.TASK_KILLS_EXECUTOR || error.condition() == ErrorCondition.NO_EXECUTOR,
                        "seed " + seed + ": " + error);
                failed = true;
            }
            case Action.DismissExecutor(var executor, var _) -> {
                forget(executor);
                register();
            }
            case Action.LetGo(var executor) -> {
                assertTrue(running.values().stream().noneMatch(run -> run.launch().executor().equals(executor)), "seed " + seed);
                executors.remove(executor);
                pending.addAll(scheduler.on(new JobEvent.ExecutorLost(executor, GONE)));
            }
            case Action.TaskDone _, Action.DropStage _, Action.DropJob _, Action.WarnNoExecutor _,
                    Action.ExcludeExecutor _, Action.StageAdapted _ ->
                    {
                    }
        }
    }
}
