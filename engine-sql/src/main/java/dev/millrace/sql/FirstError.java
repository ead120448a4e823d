package dev.millrace.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Stops at the first error. Knows all tokens that would have been right there: each choice the parser made at that place without reading on
 * is remembered.
 */
final class FirstError extends DefaultErrorStrategy {

    /** Most alternatives that a message names. */
    private static final int NAMED = 5;

    private IntervalSet possible = new IntervalSet();
    private int possibleAt = -1;

    @Override
    public void sync(Parser parser) {
        int at = parser.getInputStream().index();
        if (at != possibleAt) {
            possible = new IntervalSet();
            possibleAt = at;
        }
        possible.addAll(parser.getATN().nextTokens(parser.getATN().states.get(parser.getState())));
    }

    @Override
    public void recover(Parser parser, RecognitionException error) {
        throw new ParseCancellationException(error);
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw new ParseCancellationException(new InputMismatchException(parser));
    }

    /** What a message says is wrong: {@code found 'from', but expected an expression}. */
    String describe(Parser parser, RecognitionException error) {
        Token found = error.getOffendingToken();
        boolean end = found.getType() == Token.EOF;
        String text = end ? "the text ends here" : "found " + shown(found);
        IntervalSet expected = expected(error);
        String alternatives = alternatives(parser, expected);
        if (alternatives.isEmpty()) {
            return text + (end ? ", but the statement is not complete" : ", which cannot stand here");
        }
        return text + ", but expected " + alternatives + suggestion(found, expected);
    }

    private IntervalSet expected(RecognitionException error) {
        Token found = error.getOffendingToken();
        IntervalSet expected = new IntervalSet();
        if (possibleAt == found.getTokenIndex()) {
            expected.addAll(possible);
        }
        if (error instanceof NoViableAltException stuck && stuck.getDeadEndConfigs() != null) {
            for (ATNConfig config : stuck.getDeadEndConfigs()) {
                for (Transition transition : config.state.getTransitions()) {
                    if (!transition.isEpsilon() && transition.label() != null) {
                        expected.addAll(transition.label());
                    }
                }
            }
        } else if (error.getExpectedTokens() != null) {
            expected.addAll(error.getExpectedTokens());
        }
        return expected;
    }

    /** {@code ; did you mean SELECT?} for a word that is nearly a keyword that could stand here. */
    private static String suggestion(Token found, IntervalSet expected) {
        if (found.getType() != SqlGrammarParser.IDENTIFIER || found.getText().length() > 20) {
            return "";
        }
        String word = found.getText().toUpperCase(Locale.ROOT);
        String nearest = "";
        int least = 3;
        for (int token : expected.toList()) {
            String keyword = Words.text(token);
            if (keyword != null && keyword.length() > 2) {
                int distance = distance(word, keyword);
                if (distance < least && distance < keyword.length() / 2) {
                    least = distance;
                    nearest = keyword;
                }
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
    }

    /** Letters to insert, remove or replace (Levenshtein, 1966). */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }

    private static String shown(Token token) {
        String text = token.getText();
        return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
    }

    private static String alternatives(Parser parser, IntervalSet expected) {
        List<String> named = new ArrayList<>();
        IntervalSet left = new IntervalSet(expected);
        IntervalSet statements = firstTokens(parser, SqlGrammarParser.RULE_statement);
        if (!expected.contains(SqlGrammarParser.IDENTIFIER) && statements.subtract(expected).size() == 0) {
            return "a statement such as SELECT, WITH, CREATE, INSERT or SHOW";
        }
        IntervalSet expressions = firstTokens(parser, SqlGrammarParser.RULE_expression);
        if (expressions.subtract(expected).size() == 0) {
            named.add("an expression");
            left = left.subtract(expressions);
        } else if (expected.contains(SqlGrammarParser.IDENTIFIER)) {
            named.add("a name");
            left = left.subtract(firstTokens(parser, SqlGrammarParser.RULE_anyName));
        }
        if (expected.contains(SqlGrammarParser.PLUS) && expected.contains(SqlGrammarParser.AND)) {
            left = left.subtract(firstTokens(parser, SqlGrammarParser.RULE_infix))
                    .subtract(firstTokens(parser, SqlGrammarParser.RULE_postfix));
            named.add("an operator");
        }
        List<Integer> tokens = left.toList();
        tokens.sort(Comparator.comparingInt(FirstError::rank));
        for (int token : tokens) {
            String name = token == Token.EOF ? "the end" : parser.getVocabulary().getDisplayName(token);
            String keyword = Words.text(token);
            String shown = switch (token) {
                case SqlGrammarParser.QUERY_OPEN, SqlGrammarParser.LAMBDA_OPEN -> "'('";
                case SqlGrammarParser.POSITION_IN -> "IN";
                case SqlGrammarParser.INTERVAL_OPEN -> "INTERVAL";
                case SqlGrammarParser.INTERVAL_UNIT -> "a unit such as DAY or MONTHS";
                case SqlGrammarParser.IDENTIFIER, SqlGrammarParser.BACKQUOTED -> "a name";
                case SqlGrammarParser.STRING -> "a string";
                case SqlGrammarParser.INTEGER, SqlGrammarParser.NUMBER -> "a number";
                case SqlGrammarParser.EQUALS -> "'='";
                case SqlGrammarParser.HINT, SqlGrammarParser.SEMICOLON, Token.EPSILON -> "";
                default -> keyword != null ? keyword : name;
            };
            if (!shown.isEmpty() && !named.contains(shown)) {
                named.add(shown);
            }
        }
        if (named.size() > NAMED) {
            named = new ArrayList<>(named.subList(0, NAMED));
            named.add("something else");
        }
        return named.size() < 2 ? String.join("", named)
                : String.join(", ", named.subList(0, named.size() - 1)) + " or " + named.getLast();
    }

    /** What a reader most likely meant comes first. */
    private static int rank(int token) {
        return switch (token) {
            case SqlGrammarParser.RIGHT_PAREN, SqlGrammarParser.RIGHT_BRACKET, SqlGrammarParser.COMMA -> 0;
            case SqlGrammarParser.FROM, SqlGrammarParser.SELECT, SqlGrammarParser.AS, SqlGrammarParser.ON -> 1;
            case SqlGrammarParser.WHERE, SqlGrammarParser.GROUP, SqlGrammarParser.ORDER, SqlGrammarParser.TABLE, SqlGrammarParser.VIEW -> 2;
            case Token.EOF -> 3;
            default -> 4;
        };
    }

    private static IntervalSet firstTokens(Parser parser, int rule) {
        return parser.getATN().nextTokens(parser.getATN().ruleToStartState[rule]);
    }
}
