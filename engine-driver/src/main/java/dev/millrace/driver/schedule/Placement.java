package dev.millrace.driver.schedule;

import dev.millrace.transport.TaskAttemptId;
import java.util.Iterator;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives free slots to waiting tasks. The job with the fewest running tasks is next, its stages in their order; a task goes to the
 * executor that holds most of its input when that soon has a slot, otherwise to the freest.
 */
final class Placement {

    private final SchedulerBoard board;
    private final Exclusions exclusions;
    private long round;

    Placement(SchedulerBoard board, Exclusions exclusions) {
        this.board = board;
        this.exclusions = exclusions;
    }

    void assign() {
        round++;
        while (board.executors().hasFree()) {
            JobBoard job = hungriest();
            if (job == null) {
                return;
            }
            if (!launchNext(job)) {
                job.park(round);
            }
        }
    }

    private @Nullable JobBoard hungriest() {
        JobBoard hungriest = null;
        for (JobBoard job : board.jobs().values()) {
            if (!job.parked(round) && (hungriest == null || job.running() < hungriest.running())) {
                if (job.touched()) {
                    job.refresh();
                }
                if (!job.ready().isEmpty()) {
                    hungriest = job;
                }
            }
        }
        return hungriest;
    }

    private boolean launchNext(JobBoard job) {
        Iterator<StageBoard> stages = job.ready().iterator();
        while (stages.hasNext()) {
            StageBoard stage = stages.next();
            if (stage.waiting().isEmpty()) {
                stages.remove();
            } else {
                StageSpec adapted = stage.adapt();
                if (adapted != null) {
                    board.add(new Action.StageAdapted(job.id(), adapted));
                }
                if (place(job, stage)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean place(JobBoard job, StageBoard stage) {
        long patience = job.rules().localityWaitMillis();
        if (patience > 0 && board.executors().size() > 1) {
            stage.findPlaces(board.nowMillis());
        }
        boolean patient = board.nowMillis() < stage.nearSince() + patience;
        WaitingTasks waiting = stage.waiting();
        for (ExecutorBoard executor : board.executors().freest()) {
            if (exclusions.allows(job, executor)) {
                IntPredicate allowed = partition -> exclusions.allows(stage, partition, executor);
                int near = waiting.firstNear(executor.id(), allowed);
                int open = near >= 0 ? near : waiting.firstOpen(allowed);
                int chosen = open >= 0 || patient ? open : waiting.first(allowed);
                if (chosen >= 0) {
                    if (near >= 0) {
                        stage.placedNear(board.nowMillis());
                    }
                    launch(stage, chosen, executor, false);
                    return true;
                }
            }
        }
        return false;
    }

    private void launch(StageBoard stage, int partition, ExecutorBoard executor, boolean copy) {
        TaskState.TaskRun run = stage.start(partition, executor, board.nowMillis());
        board.executors().take(executor);
        board.add(new Action.LaunchTask(executor.id(), new TaskAttemptId(stage.id(), partition, run.attempt()), stage.inputs(partition),
                copy));
    }

    /** Second attempts of tasks that take much longer than the others of their stage, on slots that nobody else wants. */
    void copyStragglers() {
        for (JobBoard job : board.jobs().values()) {
            if (job.rules().speculation().on()) {
                for (StageBoard stage : job.stages()) {
                    copyStragglers(job, stage);
                }
            }
        }
    }

    private void copyStragglers(JobBoard job, StageBoard stage) {
        JobRules.Speculation rules = job.rules().speculation();
        if (stage.running().isEmpty() || !stage.waiting().isEmpty() || stage.done() < rules.quantile() * stage.size()
                || stage.spec().traits().exclusive() || !stage.ready()) {
            return;
        }
        long limit = Math.max(rules.minMillis(), (long) (rules.multiplier() * stage.durations().medianMillis()));
        for (int partition = stage.running().nextSetBit(0); partition >= 0; partition = stage.running().nextSetBit(partition + 1)) {
            if (stage.task(partition) instanceof TaskState.Running(var run, var copy) && copy == null
                    && board.nowMillis() - run.startedMillis() > limit) {
                ExecutorBoard other = freeBeside(job, stage, partition, run.on());
                if (other != null) {
                    launch(stage, partition, other, true);
                }
            }
        }
    }

    private @Nullable ExecutorBoard freeBeside(JobBoard job, StageBoard stage, int partition, ExecutorBoard slow) {
        for (ExecutorBoard executor : board.executors().freest()) {
            if (executor != slow && exclusions.allows(job, executor) && exclusions.allows(stage, partition, executor)) {
                return executor;
            }
        }
        return null;
    }
}
