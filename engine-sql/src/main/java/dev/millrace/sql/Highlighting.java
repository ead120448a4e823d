package dev.millrace.sql;

import dev.millrace.spi.SqlParser.Token;
import dev.millrace.spi.SqlParser.TokenKind;
import java.util.ArrayList;
import java.util.List;

/** Text cut into words, numbers, strings and the like, for those who colour or complete it. */
final class Highlighting {

    private Highlighting() {}

    /** All of the text, without gaps. */
    static List<Token> tokens(String text) {
        SqlGrammarLexer lexer = new SqlGrammarLexer(new SqlText(text));
        lexer.removeErrorListeners();
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            org.antlr.v4.runtime.Token token = lexer.nextToken();
            boolean end = token.getType() == org.antlr.v4.runtime.Token.EOF;
            int start = end ? text.length() : token.getStartIndex();
            if (start > at) {
                tokens.add(new Token(TokenKind.SPACE, at, start));
            }
            if (!end) {
                tokens.add(new Token(kind(token.getType()), start, token.getStopIndex() + 1));
            }
            at = end ? start : token.getStopIndex() + 1;
        }
        return tokens;
    }

    private static TokenKind kind(int type) {
        return switch (type) {
            case SqlGrammarParser.IDENTIFIER, SqlGrammarParser.BACKQUOTED -> TokenKind.IDENTIFIER;
            case SqlGrammarParser.STRING -> TokenKind.STRING;
            case SqlGrammarParser.INTEGER, SqlGrammarParser.NUMBER -> TokenKind.NUMBER;
            case SqlGrammarParser.BLOCK_COMMENT, SqlGrammarParser.LINE_COMMENT, SqlGrammarParser.HINT -> TokenKind.COMMENT;
            case SqlGrammarParser.UNCLOSED_STRING, SqlGrammarParser.UNCLOSED_NAME, SqlGrammarParser.UNCLOSED_COMMENT ->
                    TokenKind.UNFINISHED;
            default -> Words.text(type) != null ? TokenKind.KEYWORD : TokenKind.OPERATOR;
        };
    }
}
