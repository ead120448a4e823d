package dev.millrace.cli.daemon;

import dev.millrace.cli.ExitCode;
import dev.millrace.config.Config;
import dev.millrace.engine.ExecutorProcess;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An executor: joins a driver, runs its tasks and serves its blocks. */
@Command(
        name = "executor",
        description = "Joins a driver and runs its tasks until the driver ends or this process is stopped.",
        mixinStandardHelpOptions = true)
public final class ExecutorCommand implements Callable<Integer> {

    @Option(names = "--driver", paramLabel = "HOST:PORT", required = true, description = "Where the driver listens.")
    private String driver = "";

    @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:0",
            description = "Where blocks are served (default: ${DEFAULT-VALUE}, a free port).")
    private String listen = "127.0.0.1:0";

    @Option(names = "--cores", paramLabel = "N", description = "Tasks to run at once; all cores by default.")
    private int cores = Runtime.getRuntime().availableProcessors();

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory budget: 512m, 4g.")
    private Optional<String> memory = Optional.empty();

    @Option(names = "--dir", paramLabel = "DIR", description = "Folder for spill files.")
    private Optional<String> directory = Optional.empty();

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
        config = directory.isPresent() ? config.with("spill.directory", directory.get()) : config;
        PrintWriter screen = spec.commandLine().getOut();
        try (ExecutorProcess process = ExecutorProcess.join(driver, listen, cores, config)) {
            Thread stop = new Thread(process::close, "millrace-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            screen.println("executor " + process.id() + " has joined " + driver + " with " + cores + (cores == 1 ? " core" : " cores"));
            screen.flush();
            screen.println("executor " + process.id() + " ends: " + process.awaitEnd());
            screen.flush();
        }
        return ExitCode.OK.number();
    }
}
