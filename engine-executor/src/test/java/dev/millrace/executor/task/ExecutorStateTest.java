package dev.millrace.executor.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutorStateTest {

    private static final JobId JOB = new JobId("", 1);
    private static final StageId STAGE = new StageId(JOB, 0);
    private static final TaskOutcome OUTCOME = new TaskOutcome.Failed(ErrorCondition.QUERY_CANCELLED.with("reason", ""));

    private final ExecutorState state = new ExecutorState(1);

    private static TaskAttemptId attempt(int partition) {
        return new TaskAttemptId(STAGE, partition, 0);
    }

    private List<ExecutorAction> launch(int partition) {
        return state.on(new ExecutorEvent.Launched(attempt(partition)));
    }

    private List<ExecutorAction> ended(int partition) {
        return state.on(new ExecutorEvent.Ended(attempt(partition), OUTCOME));
    }

    @Test
    void startsAsManyAsItHasSlotsAndTheNextWhenOneEnds() {
        assertEquals(List.of(new ExecutorAction.OpenJob(JOB), new ExecutorAction.Start(attempt(0))), launch(0));
        assertEquals(List.of(), launch(1));
        assertEquals(List.of(new ExecutorAction.Report(attempt(0), OUTCOME), new ExecutorAction.Start(attempt(1))), ended(0));
        assertEquals(1, state.running());
    }

    @Test
    void secondLaunchOfAnAttemptAndSecondEndChangeNothing() {
        launch(0);
        assertEquals(List.of(), launch(0));
        ended(0);
        assertEquals(List.of(), ended(0));
        assertEquals(0, state.running());
    }

    @Test
    void cancelledAttemptHoldsItsSlotUntilItHasEndedAndIsNotReported() {
        launch(0);
        launch(1);
        assertEquals(List.of(new ExecutorAction.Interrupt(attempt(0))), state.on(new ExecutorEvent.Cancelled(attempt(0))));
        assertEquals(List.of(), state.on(new ExecutorEvent.Cancelled(attempt(0))));
        assertEquals(1, state.running());
        assertEquals(List.of(new ExecutorAction.Discard(attempt(0)), new ExecutorAction.Start(attempt(1))), ended(0));
    }

    @Test
    void waitingAttemptIsForgottenWhenCancelled() {
        launch(0);
        launch(1);
        assertEquals(List.of(new ExecutorAction.Forget(attempt(1))), state.on(new ExecutorEvent.Cancelled(attempt(1))));
        assertEquals(List.of(new ExecutorAction.Report(attempt(0), OUTCOME)), ended(0));
    }

    @Test
    void outputOfAnAttemptThatHasEndedIsDiscardedWhenItIsCancelled() {
        launch(0);
        ended(0);
        assertEquals(List.of(new ExecutorAction.Discard(attempt(0))), state.on(new ExecutorEvent.Cancelled(attempt(0))));
    }

    @Test
    void droppedJobIsClosedWhenItsLastTaskHasEnded() {
        launch(0);
        launch(1);
        assertEquals(List.of(new ExecutorAction.Interrupt(attempt(0)), new ExecutorAction.Forget(attempt(1)),
                new ExecutorAction.FreeJob(JOB)), state.on(new ExecutorEvent.JobDropped(JOB)));
        assertEquals(List.of(), launch(2), "a dropped job gets no more tasks");
        assertFalse(state.idle());
        assertEquals(List.of(new ExecutorAction.Discard(attempt(0)), new ExecutorAction.CloseJob(JOB)), ended(0));
        assertTrue(state.idle());
    }

    @Test
    void dropOfWhatIsUnknownFreesOutputsAllTheSame() {
        assertEquals(List.of(new ExecutorAction.FreeJob(JOB)), state.on(new ExecutorEvent.JobDropped(JOB)));
        assertEquals(List.of(new ExecutorAction.FreeStage(STAGE)), state.on(new ExecutorEvent.StageDropped(STAGE)));
    }

    @Test
    void closedExecutorEndsEverythingAndTakesNothing() {
        launch(0);
        assertEquals(List.of(new ExecutorAction.Interrupt(attempt(0)), new ExecutorAction.FreeJob(JOB)),
                state.on(new ExecutorEvent.Closed()));
        assertEquals(List.of(new ExecutorAction.Discard(attempt(0)), new ExecutorAction.CloseJob(JOB)), ended(0));
        assertEquals(List.of(), launch(1));
        assertTrue(state.idle());
    }
}
