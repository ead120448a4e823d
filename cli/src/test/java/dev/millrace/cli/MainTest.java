package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.ErrorCondition;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionNamesCommitAndJdk() {
        assertEquals(0, run("--version"));
        String expected = "millrace development (unknown, jdk " + Runtime.version() + ")" + System.lineSeparator();
        assertEquals(expected, out.toString());
    }

    @Test
    void helpListsTheCommands() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().startsWith("Usage: millrace"), out::toString);
        assertTrue(out.toString().contains("help"), out::toString);
    }

    @Test
    void unknownOptionIsAUsageError() {
        assertEquals(ExitCode.USAGE.number(), run("--nope"));
        assertTrue(err.toString().contains("--nope"), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void withoutACommandTheUsageIsShown() {
        assertEquals(ExitCode.USAGE.number(), run());
        assertTrue(err.toString().contains("Usage: millrace"), err::toString);
    }

    @Test
    void userErrorIsOneLine() {
        Failure failure = new Failure(ErrorCondition.PATH_NOT_FOUND.with("path", "/nope"));
        assertEquals(ExitCode.USER_ERROR, failure.report(new PrintWriter(err), false));
        assertEquals(1, err.toString().lines().count());
        assertTrue(err.toString().startsWith("millrace: [PATH_NOT_FOUND]"), err::toString);
    }

    @Test
    void defectIsInternalAndVerboseShowsWhere() {
        Failure failure = new Failure(new IllegalStateException("broken"));
        assertEquals(ExitCode.INTERNAL_ERROR, failure.report(new PrintWriter(err), true));
        assertTrue(err.toString().contains("at " + MainTest.class.getName()), err::toString);
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine(arguments);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}
