package dev.millrace.cli.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.format.ResultFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Scripts: how text is cut into steps, what the steps write, and how the process ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptTest {

    @TempDir
    private Path folder;

    private Session session;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeAll
    void open() {
        session = Session.builder().master("local[2]").create();
        session.createDataFrame(List.of(Row.of(1, "ada"), Row.of(2, null)), "id INT, name STRING").createOrReplaceTempView("people");
    }

    @AfterAll
    void close() {
        session.close();
    }

    @Test
    void commandsStandOnLinesOfTheirOwn() {
        Script script = script("-- a comment\nselect 1;\n.mode csv\n\\d people\nselect '\n.mode x';select 2 -- ;\n");
        assertEquals(List.of(new Step.Sql("select 1", 2), new Step.Command(".mode csv", 3), new Step.Command("\\d people", 4),
                new Step.Sql("select '\n.mode x'", 5)), script.steps().subList(0, 4));
        assertEquals(6, script.steps().get(4).line());
        assertFalse(script.complete());
    }

    @Test
    void aPointBeforeADigitIsANumber() {
        assertEquals(1, script("select\n.5;").steps().size());
        assertTrue(script("select\n.5;").complete());
        assertFalse(script("select 'open;").complete());
        assertFalse(script("select 1; /* open").complete());
        assertEquals(List.of(), script(" ;; -- nothing\n").steps());
    }

    @Test
    void resultsGoOutAndErrorsNameTheirLine() throws IOException {
        Path file = Files.writeString(folder.resolve("report.sql"), "select 1 as x;\n\nselect nope from people;\nselect 3 as z;\n");
        ScriptRun stops = run(false);
        stops.run(file);
        assertEquals(ExitCode.USER_ERROR, stops.exitCode());
        assertTrue(stops.stopped());
        assertEquals("x\n1\n", out.toString());
        assertTrue(err.toString().startsWith("millrace: " + file + ":3: [UNRESOLVED_COLUMN]"), err::toString);

        ScriptRun goesOn = run(true);
        goesOn.run(file);
        assertEquals(ExitCode.USER_ERROR, goesOn.exitCode());
        assertEquals("x\n1\nz\n3\n", out.toString());
    }

    @Test
    void standardInputIsReadAsItComes() throws IOException {
        ScriptRun run = run(false);
        run.run(new BufferedReader(new StringReader("select 1\nas x;select\n2 as y;\n.mode json\nselect * from people order by id")));
        assertEquals("x\n1\ny\n2\n{\"id\":1,\"name\":\"ada\"}\n{\"id\":2,\"name\":null}\n", out.toString());
        assertEquals("", err.toString());
        assertEquals(ExitCode.OK, run.exitCode());
    }

    @Test
    void linesOfStandardInputAreCounted() throws IOException {
        run(false).run(new BufferedReader(new StringReader("select 1;\n-- more\nselect\nnope;\n")));
        assertTrue(err.toString().startsWith("millrace: line 3: "), err::toString);
    }

    @Test
    void commandsWorkInScripts() throws IOException {
        Path included = Files.writeString(folder.resolve("included.sql"), "select 5 as five;");
        Path written = folder.resolve("written.csv");
        ScriptRun run = run(false);
        run.run(".read " + included + "\n.output '" + written
                + "'\nselect 6 as six;\n.output\n.schema people\n.timer on\nselect 7 as s;\n.quit\nselect 8;");
        assertEquals("five\n5\npeople (\n  id int,\n  name string\n)\ns\n7\n", out.toString());
        assertEquals("six\n6\n", Files.readString(written));
        assertTrue(err.toString().matches("1 row, [0-9.]+ s\\R"), err::toString);
        assertEquals(ExitCode.OK, run.exitCode());
    }

    @Test
    void aFileThatReadsItselfIsRefused() throws IOException {
        Path file = folder.resolve("circle.sql");
        Files.writeString(file, ".read " + file);
        ScriptRun run = run(false);
        run.run(file);
        assertEquals(ExitCode.USER_ERROR, run.exitCode());
        assertTrue(err.toString().contains("[PATH_NOT_READABLE]"), err::toString);
    }

    @Test
    void wrongCommandsAreUserErrors() throws IOException {
        for (String wrong : List.of("\\nope", ".mode xml", ".timer maybe", ".read", ".read /no/such/file",
                ".output /no/such/folder/file")) {
            ScriptRun run = run(false);
            run.run(wrong);
            assertEquals(ExitCode.USER_ERROR, run.exitCode(), wrong);
            assertTrue(err.toString().startsWith("millrace: ["), err::toString);
        }
    }

    @Test
    void aResultIsStreamed() throws IOException {
        ScriptRun run = run(false);
        session.range(20_000).createOrReplaceTempView("many");
        run.run("select id from many");
        assertEquals(20_001, out.toString().lines().count());
    }

    private Script script(String text) {
        return Script.of(text, session.engine().parser());
    }

    private ScriptRun run(boolean keepGoing) {
        out = new StringWriter();
        err = new StringWriter();
        PrintWriter errors = new PrintWriter(err, true);
        return new ScriptRun(new Workbench(session, new ScriptScreen(out, errors), ResultFormat.CSV, false), errors, keepGoing, false);
    }
}
