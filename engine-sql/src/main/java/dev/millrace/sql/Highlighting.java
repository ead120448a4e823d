package dev.millrace.sql;

import dev.millrace.spi.SqlParser.Token;
import dev.millrace.spi.SqlParser.TokenKind;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Vocabulary;

/** Text cut into words, numbers, strings and the like, for those who colour or complete it. */
final class Highlighting {

    /** In upper case, sorted. */
    static final List<String> KEYWORDS = keywordList();

    private Highlighting() {}

    private static List<String> keywordList() {
        Vocabulary vocabulary = SqlGrammarLexer.VOCABULARY;
        List<String> words = new ArrayList<>();
        for (int type = 1; type <= vocabulary.getMaxTokenType(); type++) {
            if (isKeyword(type)) {
                String quoted = vocabulary.getLiteralName(type);
                words.add(quoted.substring(1, quoted.length() - 1));
            }
        }
        words.sort(null);
        return List.copyOf(words);
    }

    private static boolean isKeyword(int type) {
        String quoted = SqlGrammarLexer.VOCABULARY.getLiteralName(type);
        return quoted != null && Character.isLetter(quoted.charAt(1));
    }

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
            case SqlGrammarLexer.IDENTIFIER, SqlGrammarLexer.BACKQUOTED -> TokenKind.IDENTIFIER;
            case SqlGrammarLexer.STRING -> TokenKind.STRING;
            case SqlGrammarLexer.INTEGER, SqlGrammarLexer.NUMBER -> TokenKind.NUMBER;
            case SqlGrammarLexer.BLOCK_COMMENT, SqlGrammarLexer.LINE_COMMENT, SqlGrammarLexer.HINT -> TokenKind.COMMENT;
            case SqlGrammarParser.UNCLOSED_STRING, SqlGrammarParser.UNCLOSED_NAME, SqlGrammarParser.UNCLOSED_COMMENT ->
                    TokenKind.UNFINISHED;
            default -> isKeyword(type) ? TokenKind.KEYWORD : TokenKind.OPERATOR;
        };
    }
}
