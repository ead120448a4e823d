package dev.millrace.cli.sql;

import dev.millrace.api.Session;
import dev.millrace.cli.CommandSession;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.ProgressBar;
import dev.millrace.cli.TerminalStreams;
import dev.millrace.cli.format.ResultFormat;
import dev.millrace.cli.shell.Shell;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** SQL from the command line, from files, from standard input, or at a prompt. */
@Command(
        name = "sql",
        description = "Runs SQL. Without -e and -f it reads standard input, which on a terminal is a shell with history and completion.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 110,
        footerHeading = "%nLines that begin with a command of the shell work everywhere, for example:%n",
        footer = {
                "  .tables .schema [TABLE] .mode FORMAT .read FILE .output [FILE] .timer on|off .quit",
                "  \\dt \\d [TABLE] \\m FORMAT \\i FILE \\o [FILE] \\x \\timing \\e \\q \\? (which lists them all)",
                "",
                "Examples:",
                "  millrace sql -e \"select count(*) from 'trips/*.parquet'\"",
                "  millrace sql --table trips='trips/*.parquet' -f report.sql --format csv > report.csv",
                "",
                "Exit codes: 0 done, 1 a statement failed, 2 wrong usage, 3 internal or cluster, 130 cancelled."})
public final class SqlCommand implements Callable<Integer> {

    private sealed interface Source {
        record Text(String sql) implements Source {}

        record File(Path path) implements Source {}

        record StandardInput() implements Source {}
    }

    private final List<Source> sources = new ArrayList<>();

    @Option(names = "--table", paramLabel = "NAME=GLOB", converter = TableArgument.Converter.class,
            description = "Files as a view: Parquet, CSV, JSON or text, found by looking at them; may be given more than once.")
    private List<TableArgument> tables = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, vertical, csv, tsv, json (a line for each row) or markdown.")
    private Optional<String> format = Optional.empty();

    @Option(names = "--keep-going", description = "Run the statements after one that failed too, and end with 1.")
    private boolean keepGoing;

    @Option(names = "--master", paramLabel = "MASTER", defaultValue = "local[*]",
            description = "local[N] or cluster://HOST:PORT (default: ${DEFAULT-VALUE}).")
    private String master = "local[*]";

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory for queries: 512m, 4g.")
    private Optional<String> memory = Optional.empty();

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A setting; may be given more than once.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    @Option(names = {"-e", "--execute"}, paramLabel = "SQL",
            description = "Statements to run, separated by ; (may be given more than once).")
    private void addText(String sql) {
        sources.add(new Source.Text(sql));
    }

    @Option(names = {"-f", "--file"}, paramLabel = "FILE", description = "A file of statements to run; - is standard input.")
    private void addFile(String file) {
        sources.add("-".equals(file) ? new Source.StandardInput() : new Source.File(Path.of(file)));
    }

    @Override
    public Integer call() throws IOException {
        Optional<ResultFormat> chosen = format.map(this::format);
        boolean verbose = spec.root().optionsMap().get("--verbose").getValue();
        boolean atPrompt = sources.isEmpty() && TerminalStreams.inputIsTerminal() && TerminalStreams.outputIsTerminal();
        Session.Builder builder = Session.builder().master(master).appName("sql").config(settings);
        memory.ifPresent(size -> builder.config("memory.limit", size));
        try (CommandSession command = new CommandSession(builder.create())) {
            Session session = command.session();
            for (TableArgument table : tables) {
                table.register(session);
            }
            return atPrompt
                    ? Shell.onTerminal(session, chosen.orElse(ResultFormat.TABLE), verbose, master)
                    : runScripts(session, chosen.orElse(ResultFormat.TABLE), verbose).number();
        }
    }

    private ExitCode runScripts(Session session, ResultFormat format, boolean verbose) throws IOException {
        PrintWriter err = TerminalStreams.error();
        Writer out = TerminalStreams.output();
        try (ProgressBar bar = ProgressBar.onTerminal();
                Workbench workbench = new Workbench(session, new ScriptScreen(out, err), format, verbose)) {
            session.addListener(bar);
            ScriptRun run = new ScriptRun(workbench, err, keepGoing, verbose);
            for (Source source : sources.isEmpty() ? List.of(new Source.StandardInput()) : sources) {
                if (run.stopped()) {
                    break;
                }
                switch (source) {
                    case Source.Text(var sql) -> run.run(sql);
                    case Source.File(var path) -> run.run(path);
                    case Source.StandardInput() -> run.run(
                            new BufferedReader(new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8)));
                }
            }
            out.flush();
            return run.exitCode();
        } catch (IOException e) {
            // Whoever read the results has seen enough; that is no error.
            if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe")) {
                return ExitCode.OK;
            }
            throw e;
        }
    }

    private ResultFormat format(String name) {
        for (ResultFormat known : ResultFormat.values()) {
            if (known.toString().equalsIgnoreCase(name)) {
                return known;
            }
        }
        throw new ParameterException(spec.commandLine(), "Invalid value for option '--format': expected one of " + ResultFormat.names()
                + " but was '" + name + "'");
    }
}
