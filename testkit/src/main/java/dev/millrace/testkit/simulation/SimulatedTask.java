package dev.millrace.testkit.simulation;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One attempt on an executor: reads its inputs one after the other, works for a while, commits, and ends a moment later. */
final class SimulatedTask {

    private record Input(ExecutorId executor, BlockId block, boolean whole) {}

    private final Simulation simulation;
    private final SimulatedExecutor executor;
    private final TaskAttemptId attempt;
    private final SimulatedJob job;
    private final SimulatedStage stage;
    private final Map<Integer, ShuffleInput> inputs;
    private final List<Input> toRead = new ArrayList<>();
    private long[] spread = {};
    private long[] whole = {};
    private int read;
    private boolean interrupted;
    private boolean deaf;
    private boolean ended;

    /** @param inputs what it reads of each parent stage */
    SimulatedTask(Simulation simulation, SimulatedExecutor executor, TaskAttemptId attempt, SimulatedJob job,
            Map<Integer, ShuffleInput> inputs) {
        this.simulation = simulation;
        this.executor = executor;
        this.attempt = attempt;
        this.job = job;
        this.stage = job.stage(attempt.stage().number());
        this.inputs = inputs;
    }

    TaskAttemptId attempt() {
        return attempt;
    }

    void start() {
        simulation.trace().note(executor.id(), "started", attempt);
        for (int parent : stage.parents()) {
            boolean all = stage.readsWhole(parent);
            ShuffleInput input = inputs.get(parent);
            for (MapOutput output : input.outputs()) {
                for (int partition = input.firstPartition(); partition < input.endPartition(); partition++) {
                    if (output.rows().get(partition) > 0) {
                        toRead.add(new Input(output.executor(), new BlockId(output.attempt(), partition), all));
                    }
                }
            }
        }
        executor.later(simulation.dice().between(10, 500), this::readNext);
    }

    /** Asked to end; a task that does not look for a while ends when it would have anyway. */
    void interrupt() {
        interrupted = true;
        if (!deaf && simulation.faults().strikes(Faults.Kind.IGNORED_CANCEL, 300)) {
            deaf = true;
        }
        if (!deaf) {
            executor.later(simulation.dice().between(10, 5_000), () -> end(cancelled()));
        }
    }

    private static TaskOutcome cancelled() {
        return new TaskOutcome.Failed(ErrorCondition.QUERY_CANCELLED.with("reason", ""));
    }

    private void readNext() {
        if (ended) {
            return;
        }
        if (read == toRead.size()) {
            work();
            return;
        }
        Input input = toRead.get(read++);
        simulation.network().fetch(executor.host(), input.executor(), input.block(), fetched -> executor.whenAwake(() -> {
            EngineException error = fetched.error();
            if (error != null) {
                end(new TaskOutcome.FetchFailed(input.block(), input.executor(), error));
                return;
            }
            if (input.whole()) {
                whole = SimulatedJob.joined(whole, fetched.rows());
            } else {
                spread = SimulatedJob.joined(spread, fetched.rows());
            }
            readNext();
        }));
    }

    private void work() {
        long micros = stage.micros() * executor.slowness();
        executor.later(simulation.dice().between(micros / 2, micros), this::finish);
    }

    private void finish() {
        if (ended) {
            return;
        }
        int partition = attempt.partition();
        if (stage.isIll(partition, SimulatedStage.Illness.KILLS_EXECUTOR)) {
            simulation.faults().fire(Faults.Kind.EXECUTOR_KILLED);
            executor.crash();
            return;
        }
        if (stage.isIll(partition, SimulatedStage.Illness.USER_ERROR)) {
            simulation.faults().fire(Faults.Kind.USER_ERROR);
            end(new TaskOutcome.Failed(ErrorCondition.DIVIDE_BY_ZERO.with("expression", "a / b")));
        } else if (simulation.faults().strikes(Faults.Kind.TASK_FAILURE, 60)) {
            end(new TaskOutcome.Failed(ErrorCondition.EXECUTOR_LOST.with("executor", "simulated", "detail", "a failure that may pass")));
        } else {
            succeed();
        }
    }

    private void succeed() {
        long version = simulation.ledger().version(stage, attempt);
        long[] rows = job.compute(stage, attempt.partition(), version, spread, whole);
        MapOutput output;
        try {
            if (simulation.faults().strikes(Faults.Kind.MEMORY_WANTED, 200)) {
                executor.spill();
            }
            output = executor.commit(attempt, rows, stage.partitions(), job.residence());
        } catch (EngineException e) {
            if (executor.diskFailed()) {
                simulation.invariants().diskFailed(attempt);
            }
            end(new TaskOutcome.Failed(e));
            return;
        }
        simulation.ledger().committed(job, stage, attempt, rows.length == 0 ? 0 : version, inputs);
        executor.later(simulation.dice().between(1, 200), () -> end(new TaskOutcome.Succeeded(output, List.of(), List.of())));
    }

    private void end(TaskOutcome outcome) {
        if (!ended) {
            ended = true;
            executor.ended(attempt, interrupted && !(outcome instanceof TaskOutcome.Succeeded) ? cancelled() : outcome);
        }
    }
}
