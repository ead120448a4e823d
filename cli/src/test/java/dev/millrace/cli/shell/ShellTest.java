package dev.millrace.cli.shell;

import static dev.millrace.cli.shell.TypedShell.CTRL_C;
import static dev.millrace.cli.shell.TypedShell.CTRL_D;
import static dev.millrace.cli.shell.TypedShell.CTRL_R;
import static dev.millrace.cli.shell.TypedShell.ENTER;
import static dev.millrace.cli.shell.TypedShell.TAB;
import static dev.millrace.cli.shell.TypedShell.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The shell as somebody types in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShellTest {

    private static final String PROMPT = "millrace> ";
    private static final String ENDLESS = "select sum(a.id * b.id) from numbers a cross join numbers b;";

    @TempDir
    private Path folder;

    private Session session;

    @BeforeAll
    void open() {
        session = Session.builder().master("local[2]").create();
        session.createDataFrame(List.of(Row.of(1, 2.5, "ada"), Row.of(2, 7.5, "bob")), "zone INT, fare DOUBLE, driver STRING")
                .createOrReplaceTempView("trips");
        session.range(3_000_000).createOrReplaceTempView("numbers");
    }

    @AfterAll
    void close() {
        session.close();
    }

    @Test
    void aStatementMayHaveSeveralLines() throws Exception {
        try (TypedShell shell = shell("lines")) {
            shell.awaits(PROMPT).types("select 'a;" + ENTER).awaits("'-> ").types("b' as s," + ENTER).awaits("-> ")
                    .types("2 as two;" + ENTER).awaits("| a;").awaits("1 row");
            shell.types("select 1 as one; select 2 as" + ENTER).awaits("-> ").types("two;" + ENTER).awaits("| one |").awaits("| two |");
        }
    }

    @Test
    void tabCompletesTablesColumnsKeywordsAndFunctions() throws Exception {
        try (TypedShell shell = shell("completion")) {
            shell.awaits(PROMPT).types("SEL" + TAB).awaits("SELECT ");
            shell.types("count(*) as n from tri" + TAB).awaits("trips ");
            shell.types("t where t.far" + TAB).awaits("fare ");
            shell.types("> 3 and upp" + TAB).awaits("upper(");
            shell.types("dri" + TAB).awaits("driver ");
            shell.types(") = 'BOB';" + ENTER).awaits("| n |").awaits("| 1 |");
        }
    }

    @Test
    void tabCompletesFilesInQuotesAndCommands() throws Exception {
        Path file = Files.writeString(folder.resolve("lots_of_numbers.sql"), "select 40 + 2 as answer;");
        try (TypedShell shell = shell("files")) {
            shell.awaits(PROMPT).types(".rea" + TAB).awaits(".read ");
            shell.types(folder + "/lots" + TAB).awaits(file.getFileName().toString()).types(ENTER).awaits("| answer |").awaits("42 |");
            shell.types("select * from '" + folder + "/lots" + TAB).awaits("lots_of_numbers.sql").types(CTRL_C).awaits(PROMPT);
        }
    }

    @Test
    void historyComesBackInTheNextShell() throws Exception {
        try (TypedShell shell = shell("history")) {
            shell.awaits(PROMPT).types("select 11 as eleven;" + ENTER).awaits("| eleven |").awaits(PROMPT);
            shell.types("select 22 as" + ENTER).awaits("-> ").types("twentytwo;" + ENTER).awaits("| twentytwo |").awaits(PROMPT);
            shell.types(UP + ENTER).awaits("| twentytwo |").awaits(PROMPT).types(CTRL_D);
            assertEquals(ExitCode.OK, shell.awaitEnd());
        }
        Path file = folder.resolve("history");
        assertTrue(Files.readString(file).contains("eleven"));
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        try (TypedShell shell = shell("history")) {
            shell.awaits(PROMPT).types(CTRL_R + "elev").awaits("bck-i-search: elev_").types(ENTER).awaits("| eleven |");
        }
    }

    @Test
    void ctrlCCancelsTheQueryAndNotTheShell() throws Exception {
        try (TypedShell shell = shell("cancel")) {
            shell.awaits(PROMPT).types(ENDLESS + ENTER).awaits("] stage ").types(CTRL_C).awaits("cancelled").awaits(PROMPT);
            shell.types("select 7 as seven;" + ENTER).awaits("| seven |").awaits(PROMPT);
            shell.types("select nonsense" + CTRL_C).awaits(PROMPT).types("select 8 as eight;" + ENTER).awaits("| eight |");
        }
    }

    @Test
    void anErrorIsColouredAndTheShellGoesOn() throws Exception {
        try (TypedShell shell = shell("errors")) {
            shell.awaits(PROMPT).types("select frae from trips;" + ENTER).awaits("[UNRESOLVED_COLUMN]").awaits(PROMPT);
            assertTrue(shell.coloured().contains("\u001b["), shell::coloured);
            shell.types("\\nonsense" + ENTER).awaits("no such command").awaits(PROMPT);
            shell.types("select 5 as five;" + ENTER).awaits("| five |");
        }
    }

    @Test
    void commandsChangeHowResultsLook() throws Exception {
        try (TypedShell shell = shell("commands")) {
            shell.awaits(PROMPT).types("\\d trips" + ENTER).awaits("| fare").awaits("double").awaits(PROMPT);
            shell.types("\\x" + ENTER).awaits(PROMPT).types("select * from trips where zone = 1;" + ENTER).awaits("driver | ada")
                    .awaits(PROMPT);
            shell.types(".mode json" + ENTER).awaits(PROMPT).types("select zone from trips order by 1;" + ENTER).awaits("{\"zone\":1}")
                    .awaits(PROMPT);
            shell.types("\\timing off" + ENTER).awaits(PROMPT).types("select 1 as x;" + ENTER).awaits("1 row\n").awaits(PROMPT);
            assertFalse(shell.screen().contains(" s\n"), shell::screen);
            Path file = folder.resolve("out.json");
            shell.types(".output " + file + ENTER).awaits(PROMPT).types("select 3 as z;" + ENTER).awaits("1 row").awaits(PROMPT)
                    .types("\\o" + ENTER).awaits(PROMPT);
            assertEquals("{\"z\":3}\n", Files.readString(file));
            shell.types(".quit" + ENTER);
            assertEquals(ExitCode.OK, shell.awaitEnd());
        }
    }

    @Test
    void aTallResultIsShownInPages() throws Exception {
        try (TypedShell shell = shell("pages")) {
            shell.awaits(PROMPT).types("select id + 1000 as id from numbers where id < 100 order by 1;" + ENTER).awaits("1010");
            assertFalse(shell.screen().contains("1060"), shell::screen);
            shell.types(" ").awaits("1030").types("q").awaits("100 rows").awaits(PROMPT);
            shell.types("select 6 as six;" + ENTER).awaits("| six |");
        }
    }

    private TypedShell shell(String history) throws IOException {
        return new TypedShell(session, folder.resolve(history));
    }
}
