package dev.millrace.cli.daemon;

import dev.millrace.cli.ExitCode;
import java.util.concurrent.CountDownLatch;

/** SIGTERM or Ctrl-C of a daemon: being stopped is how it ends well, so that the process then ends with 0. */
final class StopSignal {

    private final CountDownLatch stopped = new CountDownLatch(1);

    private StopSignal() {}

    /** @param cleanUp what is done before the process ends */
    static StopSignal install(Runnable cleanUp) {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                cleanUp.run();
            } finally {
                signal.stopped.countDown();
                Runtime.getRuntime().halt(ExitCode.OK.number());
            }
        }, "millrace-stop"));
        return signal;
    }

    /** Waits for the end of the process. */
    void await() throws InterruptedException {
        stopped.await();
    }
}
