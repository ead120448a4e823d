package dev.millrace.cli.shell;

import dev.millrace.api.Session;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.Failure;
import dev.millrace.cli.ProgressBar;
import dev.millrace.cli.format.ResultFormat;
import dev.millrace.cli.sql.Script;
import dev.millrace.cli.sql.Step;
import dev.millrace.cli.sql.Workbench;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The interactive shell: reads a statement, does it, shows the result, and begins again.
 *
 * <p>Ctrl-C cancels what runs, or clears what is typed; Ctrl-D on an empty line is the end. Used by one thread; signals come on another.
 */
public final class Shell {

    private static final String PROMPT = "millrace> ";
    private static final String NEXT_LINE = "%P %M-> ";

    private final Session session;
    private final Terminal terminal;
    private final TerminalScreen screen;
    private final Workbench workbench;
    private final boolean verbose;
    private final LineReader reader;
    private final SqlCompleter completer;

    /**
     * A shell on a terminal.
     *
     * @param history file that keeps what was typed
     */
    Shell(Session session, Terminal terminal, ResultFormat format, boolean verbose, Path history) {
        this.session = session;
        this.terminal = terminal;
        this.screen = new TerminalScreen(terminal);
        this.workbench = new Workbench(session, screen, format, verbose);
        this.verbose = verbose;
        this.completer = new SqlCompleter(session);
        LineReaderBuilder builder = LineReaderBuilder.builder().terminal(terminal).appName("millrace")
                .parser(new StatementReader(session.engine().parser())).completer(completer)
                .highlighter(new SqlHighlighter(session.engine().parser()))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, NEXT_LINE)
                .variable(LineReader.INDENTATION, 0)
                .variable(LineReader.LIST_MAX, 200)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .option(LineReader.Option.HISTORY_TIMESTAMPED, false);
        HistoryFile.prepare(history).ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        this.reader = builder.build();
    }

    /** A shell on the process's terminal; answers the exit code. */
    public static int onTerminal(Session session, ResultFormat format, boolean verbose, String master) throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().name("millrace").system(true).build()) {
            Shell shell = new Shell(session, terminal, format, verbose, HistoryFile.usual());
            terminal.writer().println("Millrace " + session.version() + " on " + master);
            terminal.writer().println("End a statement with ;   \\? lists the commands, Ctrl-D is the end.");
            return shell.run().number();
        }
    }

    /** Reads and does steps until there are no more. */
    ExitCode run() throws IOException {
        try (ProgressBar bar = ProgressBar.on(terminal.writer()); workbench) {
            session.addListener(bar);
            while (!workbench.ended()) {
                try {
                    for (Step step : Script.of(reader.readLine(PROMPT), session.engine().parser()).steps()) {
                        if (!workbench.ended() && !execute(step, bar)) {
                            break;
                        }
                    }
                } catch (UserInterruptException _) {
                    terminal.flush();
                } catch (EndOfFileException _) {
                    break;
                }
            }
        }
        return ExitCode.OK;
    }

    /** Does one step while Ctrl-C cancels it; false when it has failed. */
    private boolean execute(Step step, ProgressBar bar) {
        Cancellation cancellation = new Cancellation(session, Thread.currentThread());
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, _ -> cancellation.cancel());
        try {
            workbench.execute(step);
            return true;
        } catch (RuntimeException | IOException e) {
            cancellation.end();
            bar.clear();
            report(e);
            return false;
        } finally {
            cancellation.end();
            terminal.handle(Terminal.Signal.INT, before);
            bar.clear();
            screen.show();
            completer.forget();
        }
    }

    private void report(Exception error) {
        screen.show();
        PrintWriter writer = terminal.writer();
        if (error instanceof EngineException known && known.kind() == ErrorKind.CANCELLED) {
            writer.println("cancelled");
        } else {
            writer.println(ErrorText.of(new Failure(error).message(verbose)).toAnsi(terminal));
        }
        if (verbose) {
            error.printStackTrace(writer);
        }
        terminal.flush();
    }
}
