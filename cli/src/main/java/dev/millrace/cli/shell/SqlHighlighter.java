package dev.millrace.cli.shell;

import dev.millrace.cli.sql.Script;
import dev.millrace.spi.SqlParser;
import dev.millrace.spi.SqlParser.Token;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours for what is typed. */
final class SqlHighlighter implements Highlighter {

    private final SqlParser sql;

    SqlHighlighter(SqlParser sql) {
        this.sql = sql;
    }

    @Override
    public AttributedString highlight(LineReader reader, String line) {
        AttributedStringBuilder coloured = new AttributedStringBuilder(line.length());
        if (Script.isCommand(line)) {
            return coloured.append(line, AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA)).toAttributedString();
        }
        int at = 0;
        for (Token token : sql.tokens(line)) {
            coloured.append(line.substring(token.start(), token.end()), style(token.kind()));
            at = token.end();
        }
        return coloured.append(line.substring(at)).toAttributedString();
    }

    private static AttributedStyle style(SqlParser.TokenKind kind) {
        return switch (kind) {
            case KEYWORD -> AttributedStyle.DEFAULT.bold().foreground(AttributedStyle.BLUE);
            case STRING, UNFINISHED -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case NUMBER -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
            case COMMENT -> AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT | AttributedStyle.BLACK);
            case IDENTIFIER, OPERATOR, SPACE -> AttributedStyle.DEFAULT;
        };
    }
}
