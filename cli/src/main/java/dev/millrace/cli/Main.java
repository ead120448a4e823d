package dev.millrace.cli;

import dev.millrace.cli.bench.BenchCommand;
import dev.millrace.cli.daemon.ClusterCommand;
import dev.millrace.cli.daemon.DriverCommand;
import dev.millrace.cli.daemon.ExecutorCommand;
import dev.millrace.cli.daemon.SubmitCommand;
import dev.millrace.cli.demo.DemoCommand;
import dev.millrace.cli.sql.SqlCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code millrace}. A new command is one class that implements {@code Callable<Integer>}, returns the number of an
 * {@link ExitCode}, and is named in {@link #commands()} below.
 */
@Command(
        name = "millrace",
        description = "Reads files, computes, and prints or writes the answer: in this process or on executors.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show stack traces, and what queries cost.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /**
     * The parser of the arguments, with the error handling that all commands share. Looking through the annotations of a command takes
     * milliseconds, so that only the one that the arguments begin with is added, or all when they begin with none.
     */
    static CommandLine commandLine(String... arguments) {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        Map<String, Supplier<Object>> commands = commands();
        if (arguments.length > 0 && commands.containsKey(arguments[0]) && !arguments[0].equals("help")) {
            commands.keySet().retainAll(Set.of(arguments[0]));
        }
        commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
        CommandLine submit = line.getSubcommands().get("submit");
        if (submit != null) {
            // What follows the program belongs to the program.
            submit.setStopAtPositional(true);
        }
        // An option given twice counts as it is given last; those that add up are lists.
        line.setOverwrittenOptionsAllowed(true);
        line.setExecutionExceptionHandler((failure, failed, _) -> new Failure(failure).report(failed.getErr(), main.verbose).number());
        return line;
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("sql", SqlCommand::new);
        commands.put("demo", DemoCommand::new);
        commands.put("bench", BenchCommand::new);
        commands.put("driver", DriverCommand::new);
        commands.put("executor", ExecutorCommand::new);
        commands.put("cluster", ClusterCommand::new);
        commands.put("submit", SubmitCommand::new);
        commands.put("help", HelpCommand::new);
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
