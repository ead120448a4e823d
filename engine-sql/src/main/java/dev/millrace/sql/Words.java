package dev.millrace.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Vocabulary;
import org.jspecify.annotations.Nullable;

/** The words of the language, found ignoring the case of their letters. */
final class Words {

    private static final int LONGEST = 20;
    private static final Map<String, Integer> TYPES = types();

    private Words() {}

    private static Map<String, Integer> types() {
        Map<String, Integer> types = new HashMap<>();
        int last = SqlGrammarParser.VOCABULARY.getMaxTokenType();
        for (int type = SqlGrammarLexer.VOCABULARY.getMaxTokenType() + 1; type <= last; type++) {
            String word = text(type);
            if (word != null) {
                types.put(word, type);
            }
        }
        return types;
    }

    /** A token's word in upper case; null when the token is none. */
    static @Nullable String text(int type) {
        Vocabulary vocabulary = SqlGrammarParser.VOCABULARY;
        return switch (type) {
            case SqlGrammarParser.MINUS_WORD -> "MINUS";
            case SqlGrammarParser.IDENTIFIER_WORD -> "IDENTIFIER";
            case SqlGrammarParser.QUERY_OPEN, SqlGrammarParser.LAMBDA_OPEN, SqlGrammarParser.POSITION_IN, SqlGrammarParser.INTERVAL_OPEN,
                    SqlGrammarParser.INTERVAL_UNIT, SqlGrammarParser.UNCLOSED_STRING, SqlGrammarParser.UNCLOSED_NAME,
                    SqlGrammarParser.UNCLOSED_COMMENT ->
                    null;
            default -> type > SqlGrammarLexer.VOCABULARY.getMaxTokenType() ? vocabulary.getSymbolicName(type) : null;
        };
    }

    /** In upper case, sorted. */
    static List<String> all() {
        return TYPES.keySet().stream().sorted().toList();
    }

    /** The token that letters from {@code start} to {@code end} are: a word's, or IDENTIFIER. */
    static int type(CharStream text, int start, int end) {
        if (end - start > LONGEST) {
            return SqlGrammarParser.IDENTIFIER;
        }
        char[] upper = new char[end - start];
        for (int i = 0; i < upper.length; i++) {
            int c = text.LA(start + i - end);
            if (c > 127) {
                return SqlGrammarParser.IDENTIFIER;
            }
            upper[i] = (char) (c >= 'a' && c <= 'z' ? c - 32 : c);
        }
        return TYPES.getOrDefault(new String(upper), SqlGrammarParser.IDENTIFIER);
    }
}
