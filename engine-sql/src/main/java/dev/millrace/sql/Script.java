package dev.millrace.sql;

import dev.millrace.spi.SqlParser.ScriptStatement;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** A script cut into statements at its semicolons, those in strings, names and comments apart. */
final class Script {

    private Script() {}

    static List<ScriptStatement> statements(String script) {
        SqlText text = new SqlText(script);
        SqlGrammarLexer lexer = new SqlGrammarLexer(text);
        lexer.removeErrorListeners();
        List<ScriptStatement> statements = new ArrayList<>();
        int start = -1;
        int end = -1;
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            } else if (token.getType() != SqlGrammarParser.SEMICOLON) {
                start = start < 0 ? token.getStartIndex() : start;
                end = token.getStopIndex() + 1;
            } else if (start >= 0) {
                statements.add(new ScriptStatement(text.text(start, end), text.line(start), true));
                start = -1;
            }
        }
        if (start >= 0) {
            statements.add(new ScriptStatement(text.text(start, end), text.line(start), false));
        }
        return statements;
    }
}
