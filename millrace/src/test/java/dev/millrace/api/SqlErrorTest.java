package dev.millrace.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is wrong with the meaning of SQL text is shown where it stands. */
class SqlErrorTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    private static EngineException fails(ErrorCondition condition, String sql) {
        EngineException error = assertThrows(EngineException.class, () -> LOCAL.get().sql(sql).collect());
        assertEquals(condition, error.condition(), error.getMessage());
        return error;
    }

    @Test
    void underlinesTheInnermostExpression() {
        String message = fails(ErrorCondition.UNRESOLVED_COLUMN, "select a,\n  upper(concat(bb, 'x'))\nfrom (values (1, 2)) t(a, b)")
                .getMessage();
        assertTrue(message.contains("(line 2, column 16)\n\n      upper(concat(bb, 'x'))\n                   ^^\n"), message);
        assertTrue(message.endsWith("SQLSTATE: 42703"), message);
    }

    @Test
    void underlinesTablesAndCalls() {
        String table = fails(ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, "select * from missing_table").getMessage();
        assertTrue(table.contains("\n    select * from missing_table\n                  ^^^^^^^^^^^^^\n"), table);
        String call = fails(ErrorCondition.DATATYPE_MISMATCH, "select 1 + array(2)").getMessage();
        assertTrue(call.contains("(line 1, column 8)\n\n    select 1 + array(2)\n           ^^^^^^^^^^^^\n"), call);
    }

    @Test
    void showsThePartOfALongLineThatMatters() {
        String message =
                fails(ErrorCondition.UNRESOLVED_COLUMN, "select " + "1 + ".repeat(100) + "nowhere " + "+ 1".repeat(100)).getMessage();
        String[] lines = message.split("\n");
        int shown = lines[2].indexOf("nowhere");
        assertTrue(lines[2].length() < 120, message);
        assertEquals(shown, lines[3].indexOf('^'), message);
        assertEquals("nowhere".length(), lines[3].strip().length(), message);
    }

    @Test
    void deepExpressionsAreAnalyzed() {
        assertEquals(901, LOCAL.get().sql("select 1" + " + 1".repeat(900)).collect().getFirst().get(0));
        assertEquals(901L, LOCAL.get().sql("select id" + " + id".repeat(900) + " from range(1, 2)").collect().getFirst().get(0));
        String nested = "(".repeat(900) + "true" + ")".repeat(900);
        assertEquals(true, LOCAL.get().sql("select " + nested + " and true".repeat(900)).collect().getFirst().get(0));
    }
}
