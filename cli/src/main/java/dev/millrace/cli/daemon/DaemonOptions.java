package dev.millrace.cli.daemon;

import dev.millrace.config.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What all daemons are told. */
final class DaemonOptions {

    @Option(names = "--secret-file", paramLabel = "FILE",
            description = "A file that all processes of the cluster share and nobody else can read; the user's own by default.")
    private Optional<String> secretFile = Optional.empty();

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A setting; may be given more than once.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--health-port", paramLabel = "PORT",
            description = "Answers http://127.0.0.1:PORT/health with what there is and runs, as JSON; 0 takes a free port.")
    private Optional<Integer> healthPort = Optional.empty();

    Config config() {
        Config config = Config.EMPTY;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            config = config.with(setting.getKey(), setting.getValue());
        }
        return secretFile.isPresent() ? config.with("cluster.secret.file", secretFile.get()) : config;
    }

    Optional<Integer> healthPort() {
        return healthPort;
    }

    /** As arguments again, for a worker; the health port stays with the parent. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        secretFile.ifPresent(file -> arguments.addAll(List.of("--secret-file", file)));
        settings.forEach((key, value) -> arguments.addAll(List.of("--conf", key + "=" + value)));
        return arguments;
    }
}
