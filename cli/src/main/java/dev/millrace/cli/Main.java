package dev.millrace.cli;

import dev.millrace.cli.bench.BenchCommand;
import dev.millrace.cli.daemon.ExecutorCommand;
import dev.millrace.cli.demo.DemoCommand;
import dev.millrace.cli.sql.SqlCommand;
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
 * {@link ExitCode}, and is named in {@code subcommands} below.
 */
@Command(
        name = "millrace",
        description = "Reads files, computes, and prints or writes the answer: in this process or on executors.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SqlCommand.class, DemoCommand.class, BenchCommand.class, ExecutorCommand.class, HelpCommand.class})
public final class Main implements Runnable {

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show stack traces.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The parser of all commands with the error handling they share. */
    static CommandLine commandLine() {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        line.setExecutionExceptionHandler((failure, failed, _) -> new Failure(failure).report(failed.getErr(), main.verbose).number());
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
