package dev.millrace.testkit.simulation;

import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.TaskAttemptId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Where rows come from: which version of each task that is not determinate went into an attempt's output. */
final class Ledger {

    private static final Provenance PLAIN = new Provenance(Map.of(), "");

    private final Dice dice;
    private final Map<TaskAttemptId, Provenance> outputs = new HashMap<>();
    private final Map<TaskAttemptId, Long> versions = new HashMap<>();

    Ledger(Dice dice) {
        this.dice = dice;
    }

    /**
     * @param versions per {@link SimulatedJob#key task}
     * @param conflict two versions of one task that met; empty when there are none
     */
    record Provenance(Map<Long, Long> versions, String conflict) {

        Provenance with(Provenance other) {
            if (other.versions.isEmpty() && other.conflict.isEmpty()) {
                return this;
            }
            Map<Long, Long> merged = new TreeMap<>(versions);
            String found = conflict.isEmpty() ? other.conflict : conflict;
            for (Map.Entry<Long, Long> entry : other.versions.entrySet()) {
                Long mine = merged.putIfAbsent(entry.getKey(), entry.getValue());
                if (mine != null && !mine.equals(entry.getValue()) && found.isEmpty()) {
                    found = "two versions of s" + (entry.getKey() >> 16 & 0xffff) + ".p" + (entry.getKey() & 0xffff);
                }
            }
            return new Provenance(merged, found);
        }
    }

    static Provenance nothing() {
        return PLAIN;
    }

    /** The version of an attempt about to be committed: 0 of a determinate stage, else another than before, or by chance the same. */
    long version(SimulatedStage stage, TaskAttemptId attempt) {
        if (stage.determinate()) {
            return 0;
        }
        TaskAttemptId task = new TaskAttemptId(attempt.stage(), attempt.partition(), -1);
        long version = dice.chance(300) ? versions.getOrDefault(task, 1L) : dice.next();
        versions.put(task, version);
        return version;
    }

    /** @param version of what was written; all outputs without rows are alike */
    void committed(SimulatedJob job, SimulatedStage stage, TaskAttemptId attempt, long version, Map<Integer, ShuffleInput> inputs) {
        if (job.determinate()) {
            return;
        }
        Provenance all = PLAIN;
        for (ShuffleInput input : inputs.values()) {
            for (MapOutput output : input.outputs()) {
                all = all.with(of(output.attempt()));
            }
        }
        if (!stage.determinate()) {
            all = all.with(new Provenance(Map.of(job.key(stage.number(), attempt.partition()), version), ""));
        }
        outputs.put(attempt, all);
    }

    Provenance of(TaskAttemptId attempt) {
        return outputs.getOrDefault(attempt, PLAIN);
    }
}
