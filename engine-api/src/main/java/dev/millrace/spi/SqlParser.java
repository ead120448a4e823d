package dev.millrace.spi;

import dev.millrace.error.EngineException;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import java.util.List;

/**
 * Reads SQL text. Stateless and safe for several threads. Any text gives a result or PARSE_SYNTAX_ERROR in bounded time and memory.
 *
 * <p>{@code Statement statement = parser.statement("SELECT 1", Statement.Parameters.NONE);}
 */
public interface SqlParser {

    /**
     * One statement, with or without {@code ;} at its end.
     *
     * @throws EngineException PARSE_SYNTAX_ERROR with line and column, UNBOUND_SQL_PARAMETER
     */
    Statement statement(String sql, Statement.Parameters parameters);

    /**
     * An expression, as a column of a SELECT list may be written: {@code price * 2}, {@code sum(x) AS total}, {@code t.*}.
     *
     * @throws EngineException PARSE_SYNTAX_ERROR
     */
    UnresolvedExpr expression(String sql);

    /** Cuts a script into statements without looking into them; comments and empty statements are left out. */
    List<ScriptStatement> script(String text);

    /** Words, numbers, quoted text and the like, in order and without gaps: for highlighting and completion. Never fails. */
    List<Token> tokens(String text);

    /** Words of the language in upper case, sorted. */
    List<String> keywords();

    /**
     * @param sql      text without its {@code ;}
     * @param line     of its first character in the script, from 1
     * @param complete false for a last statement that no {@code ;} ends
     */
    record ScriptStatement(String sql, int line, boolean complete) {}

    record Token(TokenKind kind, int start, int end) {}

    /** UNFINISHED is quoted text or a comment that the text ends in. */
    enum TokenKind {
        KEYWORD, IDENTIFIER, STRING, NUMBER, OPERATOR, COMMENT, SPACE, UNFINISHED
    }
}
