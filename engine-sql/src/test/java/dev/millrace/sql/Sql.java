package dev.millrace.sql;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.error.EngineException;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.UnresolvedPlan;

/** Short ways to parse in tests. */
final class Sql {

    private static final AntlrSqlParser PARSER = new AntlrSqlParser();

    private Sql() {}

    static Statement statement(String sql) {
        return PARSER.statement(sql, Statement.Parameters.NONE);
    }

    static UnresolvedPlan plan(String sql) {
        return ((Statement.Query) statement(sql)).plan();
    }

    /** A query as text. */
    static String query(String sql) {
        return TreeText.of(plan(sql));
    }

    /** An expression as text. */
    static String expr(String sql) {
        return TreeText.of(PARSER.expression(sql));
    }

    static EngineException error(String sql) {
        return assertThrows(EngineException.class, () -> statement(sql), sql);
    }
}
