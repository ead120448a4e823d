package dev.millrace.testkit.cluster;

import dev.millrace.config.Config;
import dev.millrace.engine.DriverProcess;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A driver daemon in a process of its own: {@code DriverMain LISTEN [KEY=VALUE …]}. */
final class DriverMain {

    private DriverMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Leash.hold(System.in);
        Config config = ExecutorMain.settings(List.of(arguments).subList(1, arguments.length));
        try (DriverProcess driver = DriverProcess.listen(arguments[0], config)) {
            System.out.println("listens at " + driver.address());
            new CountDownLatch(1).await();
        }
    }
}
