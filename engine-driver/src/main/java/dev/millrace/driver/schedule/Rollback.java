package dev.millrace.driver.schedule;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.MapOutput;

/**
 * Takes back whatever was computed from an output that has been replaced by a different one: tasks that read the old one run again, and
 * what was computed from theirs as well, so that no result mixes both. A part of the result that was given away already is asked back.
 */
final class Rollback {

    private final SchedulerBoard board;

    Rollback(SchedulerBoard board) {
        this.board = board;
    }

    /** @param changed the stage of which an output differs from the one before */
    void readersOf(StageBoard changed) {
        for (StageBoard reader : changed.readers()) {
            if (reader.done() > 0 || !reader.running().isEmpty() || !reader.contents().isEmpty()) {
                rollBack(reader, changed);
            }
        }
    }

    private void rollBack(StageBoard reader, StageBoard changed) {
        boolean read = false;
        for (int partition = 0; partition < reader.size(); partition++) {
            if (reader.readsFrom(partition, changed)) {
                takeBack(reader, partition, changed);
                read |= reader.contents().forget(partition);
            }
        }
        if (read) {
            readersOf(reader);
        }
    }

    private void takeBack(StageBoard stage, int partition, StageBoard changed) {
        switch (stage.task(partition)) {
            case TaskState.Waiting _ -> {
                return;
            }
            case TaskState.Running(var run, var copy) -> {
                board.cancel(stage, partition, run);
                if (copy != null) {
                    board.cancel(stage, partition, copy);
                }
            }
            case TaskState.Done(var output) -> discard(output);
        }
        stage.waitAgain(partition);
        JobBoard job = stage.job();
        if (job.isResult(stage)) {
            if (job.given().get(partition)) {
                job.given().clear(partition);
                board.add(new Action.RetractResult(job.id(), partition, error(changed)));
            }
            job.setComplete(false);
        }
    }

    private void discard(MapOutput output) {
        ExecutorBoard holder = board.executors().get(output.executor());
        if (holder != null) {
            board.discard(holder, output.attempt());
        }
    }

    private static EngineException error(StageBoard changed) {
        return ErrorCondition.INDETERMINATE_STAGE_OUTPUT_CHANGED.with("stage", changed.id());
    }
}
