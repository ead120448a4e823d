package dev.millrace.driver.schedule;

import dev.millrace.transport.ExecutorId;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives up outputs that nobody reads any more. Up to the job's limit they are kept: lineage then needs to make again only what a lost
 * executor held. Outputs in the driver's own process cannot get lost, so those go at once.
 */
final class Retention {

    private final SchedulerBoard board;

    Retention(SchedulerBoard board) {
        this.board = board;
    }

    /** @param finished a stage that has just become complete: its parents may have lost their last reader */
    void dropUnread(StageBoard finished) {
        List<StageBoard> unread = new ArrayList<>();
        long bytes = 0;
        for (StageBoard stage : finished.job().stages()) {
            if (stage != finished && stage.complete() && unread(stage)) {
                if (isLocal(stage)) {
                    drop(stage);
                } else {
                    unread.add(stage);
                    bytes += stage.bytes();
                }
            }
        }
        for (StageBoard stage : unread) {
            if (bytes <= finished.job().rules().keepBytes() && finished.job().rules().keepBytes() > 0) {
                return;
            }
            bytes -= stage.bytes();
            drop(stage);
        }
    }

    private static boolean unread(StageBoard stage) {
        for (StageBoard reader : stage.readers()) {
            if (!reader.complete()) {
                return false;
            }
        }
        return !stage.job().isResult(stage) && !stage.readers().isEmpty();
    }

    private static boolean isLocal(StageBoard stage) {
        for (ExecutorBoard holder : stage.holders()) {
            if (!holder.id().equals(ExecutorId.LOCAL)) {
                return false;
            }
        }
        return true;
    }

    private void drop(StageBoard stage) {
        for (int partition = 0; partition < stage.size(); partition++) {
            stage.waitAgain(partition);
        }
        for (ExecutorBoard holder : stage.holders()) {
            if (board.executors().get(holder.id()) == holder) {
                board.add(new Action.DropStage(holder.id(), stage.id()));
            }
        }
        stage.holders().clear();
    }
}
