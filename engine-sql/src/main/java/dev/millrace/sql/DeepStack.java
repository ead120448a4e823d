package dev.millrace.sql;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Runs what recurses as deep as its text nests, on a stack that is certain to hold it. */
final class DeepStack {

    /** Levels that any thread's stack holds. */
    private static final int ANY_STACK = 100;
    private static final long STACK_BYTES = 64L << 20;

    private DeepStack() {}

    /** @param depth levels of {@link TokenShapes} */
    static <T> T call(int depth, Supplier<T> task) {
        if (depth <= ANY_STACK) {
            return task.get();
        }
        FutureTask<T> future = new FutureTask<>(task::get);
        Thread.Builder.OfPlatform thread = Thread.ofPlatform().name("sql-parser").daemon().stackSize(STACK_BYTES);
        thread.start(future);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException wait) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof EngineException error) {
                throw error.rethrown();
            }
            throw ErrorCondition.INTERNAL_ERROR.caused(failed.getCause(), "detail", "The parser failed.");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
