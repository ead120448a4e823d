package dev.millrace.cli.daemon;

import dev.millrace.cli.ExitCode;
import dev.millrace.config.Config;
import dev.millrace.engine.DriverProcess;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
            description = "Where executors and clients connect (default: ${DEFAULT-VALUE}).")
    private String listen = "127.0.0.1:7077";

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory for results on their way: 512m, 4g.")
    private Optional<String> memory = Optional.empty();

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A setting; may be given more than once.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Config config = Config.EMPTY;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            config = config.with(setting.getKey(), setting.getValue());
        }
        config = memory.isPresent() ? config.with("memory.limit", memory.get()) : config;
        PrintWriter screen = spec.commandLine().getOut();
        DriverProcess process = DriverProcess.listen(listen, config);
        StopSignal stop = StopSignal.install(process::close);
        screen.println("driver listens at grpc://" + process.address());
        screen.flush();
        stop.await();
        return ExitCode.OK.number();
    }
}
