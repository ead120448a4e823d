package dev.millrace.cli.bench;

import dev.millrace.api.Session;
import dev.millrace.cli.CommandSession;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.ProgressBar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the TPC-H tables as Parquet, a folder a table. */
@Command(name = "generate", description = "Writes the TPC-H tables as Parquet, one folder a table.", mixinStandardHelpOptions = true)
public final class GenerateCommand implements Callable<Integer> {

    @Option(names = "--scale", paramLabel = "S", required = true, description = "1 makes about 1 GB of text: 6 million line items.")
    private String scale = "1";

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the folders go.")
    private Path out = Path.of("");

    @Option(names = "--tables", paramLabel = "NAME", split = ",", description = "Only these tables.")
    private List<String> tables = new ArrayList<>();

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory for writing: 512m, 4g.")
    private Optional<String> memory = Optional.empty();

    @Override
    public Integer call() {
        Session.Builder builder = Session.builder().master("local[*]").appName("bench generate");
        memory.ifPresent(size -> builder.config("memory.limit", size));
        try (CommandSession command = new CommandSession(builder.create()); ProgressBar bar = ProgressBar.onTerminal()) {
            Session session = command.session();
            session.addListener(bar);
            for (String table : tables.isEmpty() ? TpchTables.NAMES : tables) {
                session.read().format("tpch").option("scale", scale).load(table).write().mode("overwrite")
                        .parquet(out.resolve(table).toString());
            }
        }
        return ExitCode.OK.number();
    }
}
