package dev.millrace.cli.sql;

import dev.millrace.spi.SqlParser;
import dev.millrace.spi.SqlParser.ScriptStatement;
import dev.millrace.spi.SqlParser.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * Text cut into steps. A line that begins with {@code \} or {@code .} where a statement could begin is a command of the shell and ends with
 * its line; all else is SQL.
 *
 * <p>{@code Script.of("select 1;\n.mode csv\nselect 2", parser).steps()} has three steps; {@code complete()} is false.
 *
 * @param steps    without comments and empty statements
 * @param complete false when a {@code ;} is missing at the end, or a text or comment is not closed
 */
public record Script(List<Step> steps, boolean complete) {

    public Script {
        steps = List.copyOf(steps);
    }

    public static Script of(String text, SqlParser parser) {
        List<Step> steps = new ArrayList<>();
        boolean complete = true;
        int from = 0;
        int line = 1;
        while (from < text.length()) {
            String rest = text.substring(from);
            int command = nextCommand(rest, parser);
            complete = addStatements(steps, command < 0 ? rest : rest.substring(0, command), line, parser);
            if (command < 0) {
                break;
            }
            int end = rest.indexOf('\n', command);
            end = end < 0 ? rest.length() : end;
            steps.add(new Step.Command(rest.substring(command, end).strip(), line + lines(rest, command)));
            from += end;
            line += lines(rest, end);
        }
        return new Script(steps, complete);
    }

    /** True when {@code text} is a command of the shell, which needs no {@code ;}. */
    public static boolean isCommand(String text) {
        String stripped = text.stripLeading();
        return stripped.startsWith("\\") || startsWithWord(stripped, 0);
    }

    private static boolean addStatements(List<Step> steps, String sql, int line, SqlParser parser) {
        boolean complete = true;
        for (ScriptStatement statement : parser.script(sql)) {
            steps.add(new Step.Sql(statement.sql(), statement.line() + line - 1));
            complete = statement.complete();
        }
        return complete && !endsUnfinished(sql, parser);
    }

    private static boolean endsUnfinished(String sql, SqlParser parser) {
        List<Token> tokens = parser.tokens(sql);
        return !tokens.isEmpty() && tokens.getLast().kind() == SqlParser.TokenKind.UNFINISHED;
    }

    /** Where the next command begins, or -1. */
    private static int nextCommand(String text, SqlParser parser) {
        if (text.indexOf('\\') < 0 && text.indexOf('.') < 0) {
            return -1;
        }
        boolean atStart = true;
        for (Token token : parser.tokens(text)) {
            switch (token.kind()) {
                case SPACE, COMMENT -> {}
                case KEYWORD, IDENTIFIER, STRING, NUMBER, UNFINISHED, OPERATOR -> {
                    if (atStart && begins(text, token.start())) {
                        return token.start();
                    }
                    atStart = text.charAt(token.start()) == ';';
                }
            }
        }
        return -1;
    }

    private static boolean begins(String text, int at) {
        int before = text.lastIndexOf('\n', at - 1) + 1;
        return text.substring(before, at).isBlank() && (text.charAt(at) == '\\' || startsWithWord(text, at));
    }

    /** {@code .5} is a number, {@code .mode} a command. */
    private static boolean startsWithWord(String text, int at) {
        return at + 1 < text.length() && text.charAt(at) == '.' && Character.isLetter(text.charAt(at + 1));
    }

    private static int lines(String text, int end) {
        int lines = 0;
        for (int at = 0; at < end; at++) {
            lines += text.charAt(at) == '\n' ? 1 : 0;
        }
        return lines;
    }
}
