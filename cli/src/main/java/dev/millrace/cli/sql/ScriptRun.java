package dev.millrace.cli.sql;

import dev.millrace.cli.ExitCode;
import dev.millrace.cli.Failure;
import dev.millrace.error.EngineException;
import dev.millrace.spi.SqlParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Does the steps of scripts, one after the other, and says how it ended. Used by one thread. */
final class ScriptRun {

    private final Workbench workbench;
    private final PrintWriter err;
    private final boolean keepGoing;
    private final boolean verbose;
    private ExitCode worst = ExitCode.OK;
    private boolean stopped;

    ScriptRun(Workbench workbench, PrintWriter err, boolean keepGoing, boolean verbose) {
        this.workbench = workbench;
        this.err = err;
        this.keepGoing = keepGoing;
        this.verbose = verbose;
    }

    /** All steps of a text. */
    void run(String text) throws IOException {
        run("", Script.of(text, parser()).steps(), 0);
    }

    /** All steps of a file, whose name its errors are told with. */
    void run(Path file) throws IOException {
        String text;
        try {
            text = Workbench.textOf(file);
        } catch (EngineException e) {
            fail(e, "", 0);
            return;
        }
        run(file.toString(), Script.of(text, parser()).steps(), 0);
    }

    /** Steps as they come in, line by line. */
    void run(BufferedReader lines) throws IOException {
        StringBuilder text = new StringBuilder();
        int before = 0;
        int pending = 0;
        for (String line = lines.readLine(); line != null && !stopped; line = lines.readLine()) {
            boolean command = text.isEmpty() && Script.isCommand(line);
            text.append(line).append('\n');
            pending++;
            if (command || line.indexOf(';') >= 0) {
                Script script = Script.of(text.toString(), parser());
                if (script.complete()) {
                    run("", script.steps(), before);
                    text.setLength(0);
                    before += pending;
                    pending = 0;
                }
            }
        }
        if (!stopped) {
            run("", Script.of(text.toString(), parser()).steps(), before);
        }
    }

    /** True when nothing more should be done. */
    boolean stopped() {
        return stopped;
    }

    /** How the process should end. */
    ExitCode exitCode() {
        return keepGoing && worst != ExitCode.OK && worst != ExitCode.CANCELLED ? ExitCode.USER_ERROR : worst;
    }

    private void run(String name, List<Step> steps, int linesBefore) throws IOException {
        for (Step step : steps) {
            if (stopped) {
                return;
            }
            try {
                workbench.execute(step);
            } catch (RuntimeException e) {
                fail(e, name, step.line() + linesBefore);
            }
            stopped |= workbench.ended();
        }
    }

    private void fail(RuntimeException error, String name, int line) throws IOException {
        workbench.results().flush();
        String place = name.isEmpty() && line <= 1 ? "" : (name.isEmpty() ? "line " : name + ":") + line + ": ";
        worst = new Failure(error).report(err, verbose, place);
        stopped = !keepGoing || worst == ExitCode.CANCELLED;
    }

    private SqlParser parser() {
        return workbench.session().engine().parser();
    }
}
