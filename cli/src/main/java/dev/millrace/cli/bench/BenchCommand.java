package dev.millrace.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Benchmarks; what they time is a subcommand each. */
@Command(
        name = "bench",
        description = "Makes benchmark data, and times queries on it.",
        mixinStandardHelpOptions = true,
        subcommands = {GenerateCommand.class, TpchCommand.class})
public final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which benchmark?");
    }
}
