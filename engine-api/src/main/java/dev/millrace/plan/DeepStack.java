package dev.millrace.plan;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs what recurses as deep as a text, expression or plan nests.
 *
 * <p>{@code LogicalPlan plan = DeepStack.call(() -> analyzer.analyze(written));}
 */
public final class DeepStack {

    private static final long STACK_BYTES = 256L << 20;

    private DeepStack() {}

    /**
     * Runs the task here and, should this thread's stack be too small for it, once more on a large one.
     *
     * @param task must do no harm when it is broken off and run again
     * @throws EngineException what the task throws, STATEMENT_TOO_COMPLEX when no stack is large enough
     */
    public static <T> T call(Supplier<T> task) {
        try {
            return task.get();
        } catch (StackOverflowError tooDeep) {
            return onLargeStack(task);
        }
    }

    /**
     * Runs the task on a thread with a large stack and waits for it; an interrupt is passed on to the task.
     *
     * @throws EngineException what the task throws, STATEMENT_TOO_COMPLEX when no stack is large enough
     */
    public static <T> T onLargeStack(Supplier<T> task) {
        FutureTask<T> future = new FutureTask<>(task::get);
        Thread thread = Thread.ofPlatform().name("deep-stack").daemon().stackSize(STACK_BYTES).start(future);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException passedOn) {
                    interrupted = true;
                    thread.interrupt();
                }
            }
        } catch (ExecutionException failed) {
            throw thrown(failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        return switch (cause) {
            case EngineException error -> error.rethrown();
            case StackOverflowError tooDeep -> ErrorCondition.STATEMENT_TOO_COMPLEX.caused(tooDeep);
            case RuntimeException error -> error;
            default -> ErrorCondition.INTERNAL_ERROR.caused(cause, "detail", "Planning failed: " + cause + ".");
        };
    }
}
