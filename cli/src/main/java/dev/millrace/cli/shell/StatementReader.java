package dev.millrace.cli.shell;

import dev.millrace.cli.sql.Script;
import dev.millrace.spi.SqlParser;
import dev.millrace.spi.SqlParser.Token;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.Parser;

/** Tells the line editor whether what was typed is complete, or goes on in the next line, and which word is completed. */
final class StatementReader implements Parser {

    private final SqlParser sql;

    StatementReader(SqlParser sql) {
        this.sql = sql;
    }

    @Override
    public TypedLine parse(String line, int cursor, ParseContext context) {
        if (context != ParseContext.COMPLETE && !line.isBlank() && !Script.isCommand(line)) {
            Script script = Script.of(line, sql);
            if (!script.complete() || script.steps().isEmpty() && !line.contains(";")) {
                throw new EOFError(-1, cursor, "the statement has no ; yet", open(line));
            }
        }
        return TypedLine.of(line, cursor, sql);
    }

    /** What has been opened and not closed: a quote, a comment, or nothing. */
    private String open(String line) {
        List<Token> tokens = sql.tokens(line);
        if (tokens.isEmpty() || tokens.getLast().kind() != SqlParser.TokenKind.UNFINISHED) {
            return "";
        }
        char first = line.charAt(tokens.getLast().start());
        return first == '/' ? "*" : String.valueOf(first);
    }

    @Override
    public boolean isEscapeChar(char c) {
        return false;
    }

    /** @param start of the word that is completed; it ends at the cursor */
    record TypedLine(String line, int cursor, int start) implements CompletingParsedLine {

        /** Inside quotes the word is all that stands behind the last slash or the quote; elsewhere it is a name. */
        static TypedLine of(String line, int cursor, SqlParser sql) {
            int start = cursor;
            if (Script.isCommand(line)) {
                while (start > 0 && !Character.isWhitespace(line.charAt(start - 1)) && line.charAt(start - 1) != '/') {
                    start--;
                }
                return new TypedLine(line, cursor, start);
            }
            boolean quoted = PathText.before(line, cursor, sql).isPresent();
            while (start > 0 && (quoted ? "'\"`/".indexOf(line.charAt(start - 1)) < 0 : isNamePart(line.charAt(start - 1)))) {
                start--;
            }
            return new TypedLine(line, cursor, start);
        }

        private static boolean isNamePart(char c) {
            return Character.isLetterOrDigit(c) || c == '_';
        }

        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }
    }
}
