package dev.millrace.driver.schedule;

import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The stages of one job. */
final class JobBoard {

    private final JobEvent.JobSubmitted submitted;
    private final Map<Integer, StageBoard> stages = new LinkedHashMap<>();
    private final int resultStage;
    private final long submittedAt;
    private boolean warned;
    private boolean complete;

    JobBoard(JobEvent.JobSubmitted submitted, long nowMillis) {
        this.submitted = submitted;
        this.submittedAt = nowMillis;
        for (StageSpec spec : submitted.stages()) {
            stages.put(spec.number(), new StageBoard(spec));
        }
        this.resultStage = submitted.stages().getLast().number();
    }

    JobId id() {
        return submitted.job();
    }

    int maxAttempts() {
        return submitted.attempts();
    }

    long executorWaitMillis() {
        return submitted.executorWaitMillis();
    }

    long submittedAt() {
        return submittedAt;
    }

    StageId stageId(int number) {
        return new StageId(id(), number);
    }

    StageBoard stage(int number) {
        return stages.get(number);
    }

    Iterable<StageBoard> stages() {
        return stages.values();
    }

    StageBoard result() {
        return stages.get(resultStage);
    }

    boolean isResult(int stage) {
        return stage == resultStage;
    }

    boolean complete() {
        return complete;
    }

    void setComplete(boolean value) {
        complete = value;
    }

    /** True the first time. */
    boolean warnOnce() {
        boolean first = !warned;
        warned = true;
        return first;
    }

    int running() {
        int running = 0;
        for (StageBoard stage : stages.values()) {
            running += stage.running();
        }
        return running;
    }

    /**
     * Stages that have a waiting task which the result needs and whose parents are all complete, parents before children. A lost output
     * shows here again:
     * whatever is incomplete below an incomplete stage is needed.
     */
    List<StageBoard> runnable() {
        List<StageBoard> runnable = new ArrayList<>();
        collectRunnable(result(), runnable, new LinkedHashSet<>());
        return runnable;
    }

    private void collectRunnable(StageBoard stage, List<StageBoard> into, Set<Integer> seen) {
        if (!seen.add(stage.spec().number()) || stage.complete()) {
            return;
        }
        boolean ready = true;
        for (int parent : stage.spec().parents()) {
            collectRunnable(stages.get(parent), into, seen);
            ready &= stages.get(parent).complete();
        }
        if (ready && stage.firstWaiting() >= 0) {
            into.add(stage);
        }
    }

    /** True when a stage that reads {@code number} is still incomplete. */
    boolean hasIncompleteReader(int number) {
        for (StageBoard stage : stages.values()) {
            if (stage.spec().parents().contains(number) && !stage.complete()) {
                return true;
            }
        }
        return false;
    }
}
