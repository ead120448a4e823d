package dev.millrace.cli.daemon;

import dev.millrace.cli.ExitCode;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM or Ctrl-C of a daemon: being stopped is how it ends well, so that the process then ends with 0.
 *
 * <p>{@code StopSignal stop = StopSignal.install(process::close); … stop.await();}
 */
final class StopSignal {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook;

    /** @param code what a stopped process ends with */
    private StopSignal(Runnable cleanUp, int code) {
        hook = new Thread(() -> {
            try {
                cleanUp.run();
            } finally {
                stopped.countDown();
                Runtime.getRuntime().halt(code);
            }
        }, "millrace-stop");
    }

    /** @param cleanUp what is done before the process ends */
    static StopSignal install(Runnable cleanUp) {
        return install(cleanUp, ExitCode.OK.number());
    }

    static StopSignal install(Runnable cleanUp, int code) {
        StopSignal signal = new StopSignal(cleanUp, code);
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
