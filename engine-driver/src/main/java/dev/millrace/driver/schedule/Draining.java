package dev.millrace.driver.schedule;

import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.TaskAttemptId;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lets executors leave without a failure: what they hold for tasks that are still to come is computed again elsewhere, tasks that run
 * already go on reading from them.
 */
final class Draining {

    private final SchedulerBoard board;
    private final Map<ExecutorBoard, Set<TaskAttemptId>> readers = new LinkedHashMap<>();
    private final Set<ExecutorBoard> letGo = new HashSet<>();

    Draining(SchedulerBoard board) {
        this.board = board;
    }

    void begin(ExecutorId executor) {
        ExecutorBoard leaving = board.executors().get(executor);
        if (leaving != null && !leaving.draining()) {
            board.executors().drain(leaving);
            Set<TaskAttemptId> reading = new HashSet<>();
            for (JobBoard job : board.jobs().values()) {
                for (StageBoard stage : job.stages()) {
                    addReaders(stage, leaving, reading);
                }
            }
            readers.put(leaving, reading);
        }
    }

    private static void addReaders(StageBoard stage, ExecutorBoard leaving, Set<TaskAttemptId> reading) {
        if (stage.parents().values().stream().noneMatch(parent -> parent.holders().contains(leaving))) {
            return;
        }
        for (int partition = stage.running().nextSetBit(0); partition >= 0; partition = stage.running().nextSetBit(partition + 1)) {
            if (stage.task(partition) instanceof TaskState.Running(var run, var copy)) {
                reading.add(new TaskAttemptId(stage.id(), partition, run.attempt()));
                if (copy != null) {
                    reading.add(new TaskAttemptId(stage.id(), partition, copy.attempt()));
                }
            }
        }
    }

    /** After each event: outputs that are still wanted move, and who is not needed any more may go. */
    void step() {
        Iterator<Map.Entry<ExecutorBoard, Set<TaskAttemptId>>> all = readers.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<ExecutorBoard, Set<TaskAttemptId>> entry = all.next();
            ExecutorBoard leaving = entry.getKey();
            if (board.executors().get(leaving.id()) != leaving) {
                letGo.remove(leaving);
                all.remove();
            } else {
                move(leaving);
                entry.getValue().removeIf(attempt -> !runs(attempt));
                if (leaving.idle() && entry.getValue().isEmpty() && letGo.add(leaving)) {
                    board.add(new Action.LetGo(leaving.id()));
                }
            }
        }
    }

    /** A task that is to run again makes its input wanted, so this is done until nothing moves. */
    private void move(ExecutorBoard leaving) {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (JobBoard job : board.jobs().values()) {
                for (StageBoard stage : job.stages()) {
                    if (stage.done() > 0 && stage.holders().contains(leaving)
                            && stage.readers().stream().anyMatch(reader -> !reader.waiting().isEmpty())) {
                        moved |= waitAgain(stage, leaving);
                    }
                }
            }
        }
    }

    private static boolean waitAgain(StageBoard stage, ExecutorBoard leaving) {
        boolean moved = false;
        for (int partition = 0; partition < stage.size(); partition++) {
            if (stage.task(partition) instanceof TaskState.Done(var output) && output.executor().equals(leaving.id())) {
                if (stage.job().isResult(stage)) {
                    stage.job().given().clear(partition);
                }
                stage.waitAgain(partition);
                moved = true;
            }
        }
        return moved;
    }

    private boolean runs(TaskAttemptId attempt) {
        StageBoard stage = board.stage(attempt.stage());
        return stage != null && attempt.partition() < stage.size()
                && stage.task(attempt.partition()) instanceof TaskState.Running(var run, var copy)
                && (run.attempt() == attempt.attempt() || copy != null && copy.attempt() == attempt.attempt());
    }
}
