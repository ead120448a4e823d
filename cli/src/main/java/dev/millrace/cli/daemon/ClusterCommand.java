package dev.millrace.cli.daemon;

import dev.millrace.cli.ExitCode;
import dev.millrace.cli.log.DaemonLog;
import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.engine.DriverProcess;
import dev.millrace.error.ErrorCondition;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A driver in this process, and executors in processes of their own. */
@Command(
        name = "cluster",
        description = "Runs a whole cluster on this machine until it is stopped: a driver, and executors that are started again when they "
                + "die.",
        mixinStandardHelpOptions = true)
public final class ClusterCommand implements Callable<Integer> {

    private static final long CLOSE_MILLIS = 15_000;
    private static final long LOOK_MILLIS = 50;

    @Option(names = "--executors", paramLabel = "N", defaultValue = "2", description = "Executor processes (default: ${DEFAULT-VALUE}).")
    private int executors = 2;

    @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:7077",
            description = "Where clients connect (default: ${DEFAULT-VALUE}); port 0 takes a free one.")
    private String listen = "127.0.0.1:7077";

    @Option(names = "--cores", paramLabel = "N", description = "Tasks that each executor runs at once; all share the cores by default.")
    private Optional<Integer> cores = Optional.empty();

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory of each executor: 512m, 4g; all share half of the machine by "
            + "default.")
    private Optional<String> memory = Optional.empty();

    @Option(names = "--dir", paramLabel = "DIR", description = "Folder for spill files; may be given more than once.")
    private List<String> directories = new ArrayList<>();

    @Mixin
    private DaemonOptions options = new DaemonOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        DaemonLog.start(false);
        Config config = options.config();
        DriverProcess driver = DriverProcess.listen(listen, config);
        long stopMillis = config.get(ConfigKeys.DRAIN_WAIT) + CLOSE_MILLIS;
        List<WorkerKeeper> keepers = new ArrayList<>();
        for (int i = 1; i <= executors; i++) {
            keepers.add(new WorkerKeeper("executor " + i, WorkerCommand.of(Optional.of(bytes()), arguments(driver.address())), stopMillis));
        }
        StopSignal stop = StopSignal.install(() -> stop(keepers, driver));
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        for (WorkerKeeper keeper : keepers) {
            Thread.ofPlatform().daemon().name("millrace-keeper").start(() -> keep(keeper, ended));
        }
        options.healthPort().ifPresent(port -> HealthPort.open(port, new DriverHealth(driver)));
        while (driver.size().executors() < executors && !ended.isDone()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        if (!ended.isDone()) {
            PrintWriter screen = spec.commandLine().getOut();
            screen.println("cluster of " + executors + (executors == 1 ? " executor" : " executors") + " listens at grpc://"
                    + driver.address());
            screen.flush();
        }
        int code = ended.join();
        stop(keepers, driver);
        return stop.unless(code);
    }

    /** Executors go first and at once: a driver that is gone would only be looked for. */
    private static void stop(List<WorkerKeeper> keepers, DriverProcess driver) {
        List<Thread> stopping = new ArrayList<>();
        for (WorkerKeeper keeper : keepers) {
            stopping.add(Thread.ofPlatform().start(keeper::stop));
        }
        try {
            for (Thread thread : stopping) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        driver.close();
    }

    /** An executor whose end was meant has said why; the others are of no use without it. */
    private static void keep(WorkerKeeper keeper, CompletableFuture<Integer> ended) {
        try {
            int code = keeper.run();
            if (code != ExitCode.OK.number()) {
                ended.complete(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            ended.completeExceptionally(ErrorCondition.INTERNAL_ERROR.caused(e, "detail", "An executor could not be started: " + e + "."));
        }
    }

    private List<String> arguments(String driver) {
        int slots = cores.orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / executors));
        List<String> arguments = new ArrayList<>(List.of("executor", "--worker", "--driver", driver, "--listen",
                driver.substring(0, driver.lastIndexOf(':')) + ":0", "--cores", String.valueOf(slots), "--memory",
                String.valueOf(bytes())));
        directories.forEach(folder -> arguments.addAll(List.of("--dir", folder)));
        arguments.addAll(options.arguments());
        return arguments;
    }

    private long bytes() {
        return memory.map(ConfigKeys::bytes).orElseGet(() -> WorkerCommand.machineBytes() / 2 / executors);
    }
}
