package dev.millrace.driver.schedule;

import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskOutcome;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stages of one job. */
final class JobBoard {

    private final JobEvent.JobSubmitted submitted;
    private final long submittedAt;
    private final Map<Integer, StageBoard> stages = new LinkedHashMap<>();
    private final Set<StageBoard> ready = new LinkedHashSet<>();
    private final Set<JobBoard> sources = new LinkedHashSet<>();
    private final Set<JobBoard> readers = new LinkedHashSet<>();
    private final BitSet given = new BitSet();
    private final Map<Integer, TaskOutcome.Succeeded> results = new HashMap<>();
    private final boolean held;
    private int running;
    private int resultStage;
    private boolean touched = true;
    private boolean warned;
    private boolean complete;
    private boolean released;
    private long parkedIn = -1;
    private final Map<ExecutorId, Integer> proofs = new HashMap<>();
    private final Map<ExecutorId, Long> excludedUntil = new HashMap<>();

    JobBoard(JobEvent.JobSubmitted submitted, long nowMillis) {
        this.submitted = submitted;
        this.submittedAt = nowMillis;
        boolean indeterminate = false;
        for (StageSpec spec : submitted.stages()) {
            stages.put(spec.number(), new StageBoard(this, spec));
            resultStage = spec.number();
            indeterminate |= spec.traits().determinism() == Determinism.INDETERMINATE;
        }
        this.held = indeterminate;
    }

    /**
     * Ties the stages to those that they read.
     *
     * @return false when a stage of another job is not there
     */
    boolean link(Map<JobId, JobBoard> jobs) {
        for (StageBoard stage : stages.values()) {
            for (int number : stage.spec().parents()) {
                StageBoard parent = parent(stage.spec(), number, jobs);
                if (parent == null) {
                    unlink();
                    return false;
                }
                stage.reads(number, parent);
                if (parent.job() != this) {
                    sources.add(parent.job());
                    parent.job().readers.add(this);
                }
            }
        }
        return true;
    }

    private @Nullable StageBoard parent(StageSpec spec, int number, Map<JobId, JobBoard> jobs) {
        StageId shared = spec.traits().shared().get(number);
        if (shared == null) {
            return stages.get(number);
        }
        JobBoard owner = jobs.get(shared.job());
        return owner == null ? null : owner.stage(shared.number());
    }

    /** Reads no stage of another job any more; returns the jobs it did read. */
    List<JobBoard> unlink() {
        List<JobBoard> before = List.copyOf(sources);
        for (JobBoard source : sources) {
            source.readers.remove(this);
            for (StageBoard stage : source.stages.values()) {
                stage.readers().removeIf(reader -> reader.job() == this);
            }
            source.touch();
        }
        sources.clear();
        return before;
    }

    /** Outputs of other jobs that this one reads and that were lost while nobody read them wait again. */
    void revive(ExecutorPool executors) {
        for (StageBoard stage : stages.values()) {
            for (StageBoard parent : stage.parents().values()) {
                for (int partition = 0; partition < parent.size() && parent.job() != this; partition++) {
                    if (parent.task(partition) instanceof TaskState.Done(var output) && !executors.contains(output.executor())) {
                        parent.job().given.clear(partition);
                        parent.waitAgain(partition);
                    }
                }
            }
        }
        sources.forEach(JobBoard::touch);
    }

    JobId id() {
        return submitted.job();
    }

    JobRules rules() {
        return submitted.rules();
    }

    long submittedAt() {
        return submittedAt;
    }

    @Nullable
    StageBoard stage(int number) {
        return stages.get(number);
    }

    Collection<StageBoard> stages() {
        return stages.values();
    }

    StageBoard result() {
        return Objects.requireNonNull(stages.get(resultStage));
    }

    boolean isResult(StageBoard stage) {
        return stage == result();
    }

    /** Jobs that read stages of this one. */
    Set<JobBoard> readers() {
        return readers;
    }

    /** Partitions of the result whoever waits for it has been told of. */
    BitSet given() {
        return given;
    }

    /** Partitions of the result that are there but not given away yet. */
    Map<Integer, TaskOutcome.Succeeded> results() {
        return results;
    }

    /** True when nothing is to be run for this job's own sake or another's. */
    boolean finished() {
        return complete && (readers.isEmpty() || result().complete());
    }

    /** A rerun of some stage may give other rows: the result is given away only when all of it is there. */
    boolean held() {
        return held;
    }

    boolean complete() {
        return complete;
    }

    void setComplete(boolean value) {
        complete = value;
        touch();
    }

    boolean released() {
        return released;
    }

    void release() {
        released = true;
    }

    /** True the first time since an executor was there. */
    boolean warnOnce() {
        boolean first = !warned;
        warned = true;
        return first;
    }

    void forgetWarning() {
        warned = false;
    }

    int running() {
        return running;
    }

    void count(int more) {
        running += more;
    }

    /** Has nothing to run in this round of placing tasks. */
    void park(long round) {
        parkedIn = round;
    }

    boolean parked(long round) {
        return parkedIn == round;
    }

    /** Returns how many tasks of this job have failed on the executor and succeeded elsewhere. */
    int prove(ExecutorId executor) {
        return proofs.merge(executor, 1, Integer::sum);
    }

    void exclude(ExecutorId executor, long untilMillis) {
        excludedUntil.put(executor, untilMillis);
        proofs.remove(executor);
    }

    boolean excluded(ExecutorId executor, long nowMillis) {
        return !excludedUntil.isEmpty() && nowMillis < excludedUntil.getOrDefault(executor, 0L);
    }

    /** What can run may have changed, here and where jobs read each other. */
    void touch() {
        if (!touched) {
            touched = true;
            sources.forEach(JobBoard::touch);
            readers.forEach(JobBoard::touch);
        }
    }

    boolean touched() {
        return touched;
    }

    /** Stages that have a waiting task which a result needs and whose parents are all complete, parents before children. */
    Set<StageBoard> ready() {
        return ready;
    }

    /** Finds out again what can run: whatever is incomplete below an incomplete stage is needed. */
    void refresh() {
        touched = false;
        ready.clear();
        Map<StageBoard, Boolean> known = new HashMap<>();
        for (StageBoard stage : stages.values()) {
            if (!stage.waiting().isEmpty() && needed(stage, known) && stage.ready()) {
                ready.add(stage);
            }
        }
    }

    private static boolean needed(StageBoard stage, Map<StageBoard, Boolean> known) {
        Boolean before = known.get(stage);
        if (before != null) {
            return before;
        }
        boolean needed = false;
        if (!stage.complete()) {
            needed = stage.job().isResult(stage) && !stage.job().complete;
            for (int i = 0; i < stage.readers().size() && !needed; i++) {
                needed = needed(stage.readers().get(i), known);
            }
        }
        known.put(stage, needed);
        return needed;
    }
}
