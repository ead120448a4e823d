package dev.millrace.cli.daemon;

import dev.millrace.cli.ExitCode;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM or Ctrl-C of a daemon: being stopped is how it ends well, so that the process then ends with 0. A worker just ends: its parent
 * knows why, and a JVM that ends in the usual way can write down what it has learned.
 *
 * <p>{@code StopSignal stop = StopSignal.install(process::close); … stop.await();}
 */
final class StopSignal {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Runnable cleanUp, boolean halt) {
        hook = new Thread(() -> {
            try {
                cleanUp.run();
            } finally {
                stopped.countDown();
                if (halt) {
                    Runtime.getRuntime().halt(ExitCode.OK.number());
                }
            }
        }, "millrace-stop");
    }

    /** @param cleanUp what is done before the process ends */
    static StopSignal install(Runnable cleanUp) {
        return install(cleanUp, true);
    }

    static StopSignal ofWorker(Runnable cleanUp) {
        return install(cleanUp, false);
    }

    private static StopSignal install(Runnable cleanUp, boolean halt) {
        StopSignal signal = new StopSignal(cleanUp, halt);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Waits for the signal; the process ends before this returns. */
    int await() throws InterruptedException {
        stopped.await();
        return ExitCode.OK.number();
    }

    /** The process ends by itself, with this code; when the signal has come meanwhile, with the signal's. */
    int unless(int code) throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return code;
        } catch (IllegalStateException processIsEnding) {
            return await();
        }
    }
}
