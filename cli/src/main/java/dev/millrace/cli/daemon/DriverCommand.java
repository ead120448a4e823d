package dev.millrace.cli.daemon;

import dev.millrace.cli.log.DaemonLog;
import dev.millrace.config.Config;
import dev.millrace.engine.DriverProcess;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A driver: executors join it, clients send it their plans. */
@Command(
        name = "driver",
        description = "Runs the queries of many clients on the executors that join it, until it is stopped.",
        mixinStandardHelpOptions = true)
public final class DriverCommand implements Callable<Integer> {

    @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:7077",
            description = "Where executors and clients connect (default: ${DEFAULT-VALUE}); port 0 takes a free one.")
    private String listen = "127.0.0.1:7077";

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory for results on their way: 512m, 4g.")
    private Optional<String> memory = Optional.empty();

    @Mixin
    private DaemonOptions options = new DaemonOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        DaemonLog.start(false);
        Config config = memory.isPresent() ? options.config().with("memory.limit", memory.get()) : options.config();
        DriverProcess process = DriverProcess.listen(listen, config);
        StopSignal stop = StopSignal.install(process::close);
        options.healthPort().ifPresent(port -> HealthPort.open(port, new DriverHealth(process)));
        PrintWriter screen = spec.commandLine().getOut();
        screen.println("driver listens at grpc://" + process.address());
        screen.flush();
        return stop.await();
    }
}
