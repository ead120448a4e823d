package dev.millrace.cli.daemon;

import dev.millrace.cli.ExitCode;
import dev.millrace.cli.Failure;
import dev.millrace.cli.log.DaemonLog;
import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.engine.ExecutorDaemon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An executor: joins a driver, runs its tasks and serves its blocks, in a worker process that is started again when it dies. */
@Command(
        name = "executor",
        description = "Joins a driver and runs its tasks until this process is stopped. The work is done in a process of its own, which is "
                + "started again when it dies.",
        mixinStandardHelpOptions = true)
public final class ExecutorCommand implements Callable<Integer> {

    /** What a worker may take for its end beyond waiting for its tasks. */
    private static final long CLOSE_MILLIS = 15_000;

    @Option(names = "--driver", paramLabel = "HOST:PORT", required = true, description = "Where the driver listens.")
    private String driver = "";

    @Option(names = "--listen", paramLabel = "HOST[:PORT]", defaultValue = "127.0.0.1:0",
            description = "Where blocks are served (default: ${DEFAULT-VALUE}, a free port).")
    private String listen = "127.0.0.1:0";

    @Option(names = "--advertise", paramLabel = "HOST[:PORT]",
            description = "By what others reach this executor, when it is not the address that it listens at.")
    private Optional<String> advertise = Optional.empty();

    @Option(names = "--cores", paramLabel = "N", description = "Tasks to run at once; all cores by default.")
    private int cores = Runtime.getRuntime().availableProcessors();

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory budget: 512m, 4g.")
    private Optional<String> memory = Optional.empty();

    @Option(names = "--dir", paramLabel = "DIR", description = "Folder for spill files; may be given more than once.")
    private List<String> directories = new ArrayList<>();

    @Mixin
    private DaemonOptions options = new DaemonOptions();

    @Option(names = "--worker", hidden = true, description = "Do the work in this process.")
    private boolean worker;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        DaemonLog.start(false);
        Config config = config();
        return worker ? work(config) : keep(config);
    }

    private Config config() {
        Config config = options.config();
        config = memory.isPresent() ? config.with("memory.limit", memory.get()) : config;
        config = directories.isEmpty() ? config : config.with("spill.directory", String.join(",", directories));
        return advertise.isPresent() ? config.with("cluster.advertise", advertise.get()) : config;
    }

    private int keep(Config config) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("executor", "--worker", "--driver", driver, "--listen", listen, "--cores",
                String.valueOf(cores)));
        memory.ifPresent(size -> arguments.addAll(List.of("--memory", size)));
        directories.forEach(folder -> arguments.addAll(List.of("--dir", folder)));
        advertise.ifPresent(host -> arguments.addAll(List.of("--advertise", host)));
        arguments.addAll(options.arguments());
        WorkerKeeper keeper = new WorkerKeeper("executor", WorkerCommand.of(memory.map(ConfigKeys::bytes), arguments),
                config.get(ConfigKeys.DRAIN_WAIT) + CLOSE_MILLIS);
        StopSignal stop = StopSignal.install(keeper::stop);
        return stop.unless(keeper.run());
    }

    /** Ends with a code that tells the parent whether starting again is of use. */
    private int work(Config config) throws InterruptedException {
        ParentWatch.start(System.in);
        ExecutorDaemon daemon = new ExecutorDaemon(driver, listen.contains(":") ? listen : listen + ":0", cores, config);
        StopSignal stop = StopSignal.ofWorker(daemon::stop);
        try {
            daemon.run();
        } catch (RuntimeException e) {
            ExitCode code = new Failure(e).report(spec.commandLine().getErr(), false);
            return stop.unless(WorkerKeeper.FINAL + code.number());
        }
        return stop.await();
    }
}
