package dev.millrace.driver.schedule;

import dev.millrace.transport.ExecutorId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out executors that fail tasks. A failure counts against an executor once the same task has succeeded on another one; two such
 * proofs leave it out of the job, four in all out of every job, for a time. A task is not tried again where it has failed. When nothing
 * else is left, an executor that was left out is used again.
 */
final class Exclusions {

    private static final int PROOFS_IN_JOB = 2;
    private static final int PROOFS = 4;

    private final SchedulerBoard board;
    private final Map<ExecutorId, Integer> proofs = new HashMap<>();

    Exclusions(SchedulerBoard board) {
        this.board = board;
    }

    /** A task has succeeded: where it had failed, it was not the task's fault. */
    void succeeded(StageBoard stage, int partition, ExecutorId on) {
        Set<ExecutorId> failedOn = stage.failedOn(partition);
        if (failedOn.isEmpty() || stage.job().rules().exclusionMillis() == 0) {
            return;
        }
        for (ExecutorId failing : failedOn.stream().sorted((one, other) -> one.name().compareTo(other.name())).toList()) {
            if (!failing.equals(on) && board.executors().contains(failing)) {
                prove(stage.job(), failing);
            }
        }
        stage.forgive(partition);
    }

    private void prove(JobBoard job, ExecutorId failing) {
        long until = board.nowMillis() + job.rules().exclusionMillis();
        if (proofs.merge(failing, 1, Integer::sum) >= PROOFS) {
            exclude(failing, until);
        } else if (job.prove(failing) >= PROOFS_IN_JOB) {
            job.exclude(failing, until);
            board.add(new Action.ExcludeExecutor(failing, Optional.of(job.id()), until));
        }
    }

    /** Out of every job. */
    void exclude(ExecutorId executor, long untilMillis) {
        ExecutorBoard known = board.executors().get(executor);
        proofs.remove(executor);
        if (known != null && !known.excluded(untilMillis - 1)) {
            known.exclude(untilMillis);
            board.add(new Action.ExcludeExecutor(executor, Optional.empty(), untilMillis));
        }
    }

    void forget(ExecutorId executor) {
        proofs.remove(executor);
    }

    boolean allows(JobBoard job, ExecutorBoard executor) {
        if (!excluded(job, executor)) {
            return true;
        }
        for (ExecutorBoard other : board.executors().all()) {
            if (!excluded(job, other)) {
                return false;
            }
        }
        return true;
    }

    private boolean excluded(JobBoard job, ExecutorBoard executor) {
        return executor.draining() || executor.excluded(board.nowMillis()) || job.excluded(executor.id(), board.nowMillis());
    }

    /** True unless the partition's task has failed there and another executor may be better. */
    boolean allows(StageBoard stage, int partition, ExecutorBoard executor) {
        Set<ExecutorId> failedOn = stage.failedOn(partition);
        if (!failedOn.contains(executor.id())) {
            return true;
        }
        for (ExecutorBoard other : board.executors().all()) {
            if (!failedOn.contains(other.id()) && allows(stage.job(), other)) {
                return false;
            }
        }
        return true;
    }
}
