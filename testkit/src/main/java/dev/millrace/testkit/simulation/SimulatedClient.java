package dev.millrace.testkit.simulation;

import dev.millrace.driver.schedule.Determinism;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.driver.schedule.StageSpec;
import dev.millrace.driver.schedule.StageTraits;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whoever waits for a job: reads one partition of the result after the other, or waits for the end; cancels or walks away at times. */
final class SimulatedClient {

    private final Simulation simulation;
    private final SimulatedJob job;
    private final Map<Integer, MapOutput> ready = new HashMap<>();
    private final List<long[]> rows = new ArrayList<>();
    private Ledger.Provenance provenance = Ledger.nothing();
    private boolean reading;
    private boolean ended;
    private @Nullable EngineException failure;

    SimulatedClient(Simulation simulation, SimulatedJob job) {
        this.simulation = simulation;
        this.job = job;
    }

    SimulatedJob job() {
        return job;
    }

    boolean ended() {
        return ended;
    }

    /** What the job ended in; null when its result was read. */
    @Nullable
    EngineException failure() {
        return failure;
    }

    JobEvent submission() {
        List<StageSpec> specs = new ArrayList<>();
        for (SimulatedStage stage : job.stages()) {
            boolean exclusive = job.isExclusive(stage.number());
            Determinism determinism = stage.determinate() ? Determinism.UNORDERED : Determinism.INDETERMINATE;
            StageTraits traits = new StageTraits(determinism, exclusive, shared());
            specs.add(new StageSpec(stage.number(), stage.tasks(), stage.reads(), traits));
        }
        return new JobEvent.JobSubmitted(job.id(), specs, job.rules());
    }

    private Map<Integer, StageId> shared() {
        SimulatedJob source = job.source();
        return source == null ? Map.of() : Map.of(SimulatedJob.SOURCE, new StageId(source.id(), source.result().number()));
    }

    /** What it would read is not there any more. */
    void skip() {
        ended = true;
        simulation.clientEnded();
    }

    void ready(int partition, TaskOutcome.Succeeded outcome) {
        ready.put(partition, outcome.output());
        readNext();
    }

    /** A job that writes has nothing to read: its tasks' reports are the result. */
    void completed() {
        if (!job.readsRows() && !ended) {
            Ledger.Provenance all = Ledger.nothing();
            for (int partition = 0; partition < job.result().tasks(); partition++) {
                if (!ready.containsKey(partition)) {
                    throw new InvariantBroken(job.id() + " is complete without partition " + partition);
                }
                all = all.with(simulation.ledger().of(ready.get(partition).attempt()));
            }
            provenance = all;
            checkProvenance();
            if (!job.pinned()) {
                end();
            }
        }
    }

    /** A partition comes again, with other rows: nobody may have read it. */
    void retract(int partition, EngineException error) {
        ready.remove(partition);
        if (!ended && (partition < rows.size() || reading && partition == rows.size())) {
            simulation.driver().post(new JobEvent.JobCancelled(job.id(), error));
            failed(error);
        }
    }

    void failed(EngineException error) {
        if (!ended) {
            ended = true;
            failure = error;
            simulation.clientEnded();
        }
    }

    void cancel() {
        if (!ended) {
            simulation.driver().post(new JobEvent.JobCancelled(job.id(), ErrorCondition.QUERY_CANCELLED.with("reason", "")));
        }
    }

    /** Reads no further. */
    void release() {
        if (!ended) {
            end();
        }
    }

    private void readNext() {
        if (reading || ended || !job.readsRows()) {
            return;
        }
        int partition = rows.size();
        MapOutput output = ready.get(partition);
        if (output == null) {
            return;
        }
        reading = true;
        simulation.network().fetch(SimulatedDriver.HOST, output.executor(), new BlockId(output.attempt(), 0), fetched -> {
            reading = false;
            if (!ended) {
                read(partition, output, fetched);
            }
        });
    }

    private void read(int partition, MapOutput output, SimulatedNetwork.Fetched fetched) {
        if (fetched.error() != null) {
            simulation.faults().fire(Faults.Kind.RESULT_LOST);
            ready.remove(partition);
            simulation.driver().post(new JobEvent.ResultLost(output.executor(), new BlockId(output.attempt(), 0)));
            return;
        }
        rows.add(fetched.rows());
        provenance = provenance.with(simulation.ledger().of(output.attempt()));
        if (rows.size() < job.result().tasks()) {
            readNext();
            return;
        }
        checkProvenance();
        for (int each = 0; each < rows.size(); each++) {
            long[] read = rows.get(each).clone();
            Arrays.sort(read);
            long[] calm = job.calmResult(each, provenance.versions());
            if (!Arrays.equals(read, calm)) {
                throw new InvariantBroken("partition " + each + " of " + job.id() + " differs from the calm run: " + read.length + " rows, "
                        + calm.length + " there");
            }
        }
        end();
    }

    private void checkProvenance() {
        if (!provenance.conflict().isEmpty()) {
            throw new InvariantBroken("the result of " + job.id() + " is of " + provenance.conflict());
        }
    }

    private void end() {
        ended = true;
        simulation.driver().post(new JobEvent.JobReleased(job.id()));
        simulation.driver().closed(job.id());
        simulation.clientEnded();
    }
}
