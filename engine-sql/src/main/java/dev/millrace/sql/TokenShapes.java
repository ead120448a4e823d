package dev.millrace.sql;

import dev.millrace.error.ErrorCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Cuts text into tokens and settles, in passes over them, what the grammar would need unbounded lookahead for: which parentheses hold a
 * query, which a lambda's parameters, which IN is that of {@code position(a IN b)}, and how far a constant of INTERVAL goes. Refuses text
 * that would nest too deeply before anything recursive runs.
 */
final class TokenShapes {

    /**
     * Most levels that an expression or query may nest: parentheses and CASEs, plus the operators written one after the other in each. It
     * keeps every later walk over the tree within the stack of an ordinary thread.
     */
    static final int MAX_DEPTH = 1000;

    private static final IntervalSet NAMES = firstTokens(SqlGrammarParser.RULE_name);
    private static final IntervalSet UNITS = firstTokens(SqlGrammarParser.RULE_unit);
    private static final IntervalSet CHAINED = firstTokens(SqlGrammarParser.RULE_arithmetic)
            .or(firstTokens(SqlGrammarParser.RULE_comparison)).or(firstTokens(SqlGrammarParser.RULE_prefix))
            .or(firstTokens(SqlGrammarParser.RULE_setOperator)).or(firstTokens(SqlGrammarParser.RULE_postfix))
            .or(IntervalSet.of(SqlGrammarParser.JOIN)).or(IntervalSet.of(SqlGrammarParser.IS))
            .or(IntervalSet.of(SqlGrammarParser.EXPLAIN));

    private final SqlText text;
    private final CommonToken[] tokens;
    /** Of an opening bracket the index of its closing one, or 0 when it has none. */
    private final int[] closing;

    private TokenShapes(SqlText text, CommonToken[] tokens) {
        this.text = text;
        this.tokens = tokens;
        this.closing = new int[tokens.length];
    }

    private static IntervalSet firstTokens(int rule) {
        ATN atn = SqlGrammarParser._ATN;
        return atn.nextTokens(atn.ruleToStartState[rule]);
    }

    /** @throws dev.millrace.error.EngineException PARSE_SYNTAX_ERROR for what cannot be cut into tokens, PARSE_NESTING_TOO_DEEP */
    static SqlTokens of(SqlText text) {
        SqlGrammarLexer lexer = new SqlGrammarLexer(text);
        lexer.removeErrorListeners();
        List<CommonToken> visible = new ArrayList<>();
        CommonToken token;
        do {
            token = (CommonToken) lexer.nextToken();
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                refuseUnfinished(text, token);
                token.setTokenIndex(visible.size());
                visible.add(token);
            }
        } while (token.getType() != Token.EOF);
        TokenShapes shapes = new TokenShapes(text, visible.toArray(new CommonToken[0]));
        int depth = shapes.match();
        shapes.shape();
        shapes.markIntervals();
        return new SqlTokens(text, shapes.tokens, lexer, depth);
    }

    private static void refuseUnfinished(SqlText text, Token token) {
        String what = switch (token.getType()) {
            case SqlGrammarParser.UNCLOSED_STRING -> "the string that begins here is never closed";
            case SqlGrammarParser.UNCLOSED_NAME -> "the name in backquotes that begins here is never closed";
            case SqlGrammarParser.UNCLOSED_COMMENT -> "the comment that begins here is never closed";
            case SqlGrammarParser.UNRECOGNIZED -> "the character " + shown(token.getText()) + " is no part of SQL";
            default -> "";
        };
        if (!what.isEmpty()) {
            int start = token.getStartIndex();
            throw SyntaxErrors.at(text, start, start + 1, what);
        }
    }

    private static String shown(String character) {
        char c = character.charAt(0);
        return Character.isISOControl(c) || Character.isSurrogate(c) ? String.format("U+%04X", (int) c) : "'" + c + "'";
    }

    /** Pairs brackets; gives the greatest depth. */
    private int match() {
        int[] open = new int[16];
        int[] chains = new int[16];
        int level = 0;
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < tokens.length; i++) {
            int type = tokens[i].getType();
            if (level + 1 == open.length) {
                open = Arrays.copyOf(open, open.length * 2);
                chains = Arrays.copyOf(chains, chains.length * 2);
            }
            switch (type) {
                case SqlGrammarParser.LEFT_PAREN, SqlGrammarParser.LEFT_BRACKET, SqlGrammarParser.CASE -> {
                    depth++;
                    open[++level] = i;
                    chains[level] = 0;
                }
                case SqlGrammarParser.RIGHT_PAREN, SqlGrammarParser.RIGHT_BRACKET, SqlGrammarParser.END -> {
                    if (level > 0 && closes(tokens[open[level]].getType(), type)) {
                        closing[open[level]] = i;
                        depth -= chains[level] + 1;
                        level--;
                    } else if (type != SqlGrammarParser.END) {
                        int unclosed = level;
                        while (unclosed > 0 && !closes(tokens[open[unclosed]].getType(), type)) {
                            unclosed--;
                        }
                        for (; unclosed > 0 && level >= unclosed; level--) {
                            depth -= chains[level] + 1;
                            closing[open[level]] = level == unclosed ? i : 0;
                        }
                    }
                }
                case SqlGrammarParser.COMMA, SqlGrammarParser.AND, SqlGrammarParser.OR, SqlGrammarParser.WHERE, SqlGrammarParser.SELECT,
                        SqlGrammarParser.WHEN, SqlGrammarParser.THEN, SqlGrammarParser.ELSE, SqlGrammarParser.SEMICOLON -> {
                    depth -= chains[level];
                    chains[level] = 0;
                }
                case SqlGrammarParser.IN -> markPosition(open[level], i);
                default -> {
                    if (CHAINED.contains(type) && type != SqlGrammarParser.DOT) {
                        chains[level]++;
                        depth++;
                    }
                }
            }
            deepest = Math.max(deepest, depth);
            if (depth > MAX_DEPTH) {
                int start = tokens[i].getStartIndex();
                throw ErrorCondition.PARSE_NESTING_TOO_DEEP.with("position", SyntaxErrors.position(text, start), "limit", MAX_DEPTH);
            }
        }
        return deepest;
    }

    private static boolean closes(int open, int close) {
        return switch (open) {
            case SqlGrammarParser.LEFT_PAREN -> close == SqlGrammarParser.RIGHT_PAREN;
            case SqlGrammarParser.LEFT_BRACKET -> close == SqlGrammarParser.RIGHT_BRACKET;
            default -> close == SqlGrammarParser.END;
        };
    }

    /** The first IN directly in the parentheses of {@code position(}. */
    private void markPosition(int open, int in) {
        boolean position = open > 0 && tokens[open].getType() == SqlGrammarParser.LEFT_PAREN
                && tokens[open - 1].getType() == SqlGrammarParser.POSITION;
        if (position && closing[open] == 0) {
            tokens[in].setType(SqlGrammarParser.POSITION_IN);
        }
    }

    private void shape() {
        for (int i = tokens.length - 1; i >= 0; i--) {
            if (tokens[i].getType() != SqlGrammarParser.LEFT_PAREN) {
                continue;
            }
            if (closing[i] > 0 && type(closing[i] + 1) == SqlGrammarParser.ARROW) {
                tokens[i].setType(SqlGrammarParser.LAMBDA_OPEN);
            } else if (holdsQuery(i)) {
                tokens[i].setType(SqlGrammarParser.QUERY_OPEN);
            }
        }
    }

    private void markIntervals() {
        for (int i = 0; i < tokens.length; i++) {
            boolean constant = isNumber(i + 1) || signedText(i + 1) || numberAndUnit(i + 1) > i + 1;
            if (constant && tokens[i].getType() == SqlGrammarParser.INTERVAL) {
                tokens[i].setType(SqlGrammarParser.INTERVAL_OPEN);
                int at = i + 1;
                for (int end = numberAndUnit(at); end > at; end = numberAndUnit(at)) {
                    tokens[end - 1].setType(SqlGrammarParser.INTERVAL_UNIT);
                    at = end;
                }
                if (at > i + 1 && type(at) == SqlGrammarParser.TO && UNITS.contains(type(at + 1))) {
                    tokens[at + 1].setType(SqlGrammarParser.INTERVAL_UNIT);
                }
                i = at - 1;
            }
        }
    }

    private boolean isNumber(int at) {
        return switch (type(at)) {
            case SqlGrammarParser.INTEGER, SqlGrammarParser.NUMBER, SqlGrammarParser.STRING -> true;
            default -> false;
        };
    }

    private boolean isSign(int at) {
        return type(at) == SqlGrammarParser.PLUS || type(at) == SqlGrammarParser.MINUS;
    }

    private boolean signedText(int at) {
        return isSign(at) && type(at + 1) == SqlGrammarParser.STRING;
    }

    /** The index behind a number with its unit; {@code at} when there is none. */
    private int numberAndUnit(int at) {
        int number = isSign(at) ? at + 1 : at;
        return isNumber(number) && UNITS.contains(type(number + 1)) ? number + 2 : at;
    }

    private int type(int index) {
        return tokens[Math.min(index, tokens.length - 1)].getType();
    }

    private boolean holdsQuery(int open) {
        int next = type(open + 2);
        return switch (type(open + 1)) {
            case SqlGrammarParser.SELECT, SqlGrammarParser.WITH -> true;
            case SqlGrammarParser.FROM -> open == 0 || type(open - 1) != SqlGrammarParser.TRIM;
            case SqlGrammarParser.VALUES -> next != SqlGrammarParser.RIGHT_PAREN && next != SqlGrammarParser.COMMA
                    && next != SqlGrammarParser.DOT && next != SqlGrammarParser.AS && !continues(next);
            case SqlGrammarParser.TABLE -> NAMES.contains(next);
            case SqlGrammarParser.QUERY_OPEN -> holdsOneQuery(open);
            default -> false;
        };
    }

    private static boolean continues(int type) {
        return CHAINED.contains(type) && type != SqlGrammarParser.MINUS && type != SqlGrammarParser.PLUS && type != SqlGrammarParser.NOT;
    }

    /** Of {@code ((query) …}: whether the outer parenthesis holds a query too, or an expression or relation that begins with one. */
    private boolean holdsOneQuery(int open) {
        int inner = closing[open + 1];
        return inner > 0 && switch (type(inner + 1)) {
            case SqlGrammarParser.UNION, SqlGrammarParser.INTERSECT, SqlGrammarParser.EXCEPT, SqlGrammarParser.MINUS_WORD,
                    SqlGrammarParser.ORDER, SqlGrammarParser.LIMIT ->
                    true;
            case SqlGrammarParser.OFFSET, SqlGrammarParser.CLUSTER, SqlGrammarParser.DISTRIBUTE, SqlGrammarParser.SORT ->
                    type(inner + 2) != SqlGrammarParser.RIGHT_PAREN;
            case SqlGrammarParser.RIGHT_PAREN -> open == 0 || !namesFunction(type(open - 1));
            default -> false;
        };
    }

    private static boolean namesFunction(int type) {
        return NAMES.contains(type) && switch (type) {
            case SqlGrammarParser.EXISTS, SqlGrammarParser.COPY, SqlGrammarParser.QUERY, SqlGrammarParser.SUMMARIZE,
                    SqlGrammarParser.EXTENDED, SqlGrammarParser.FORMATTED, SqlGrammarParser.VERBOSE, SqlGrammarParser.ANALYZE,
                    SqlGrammarParser.STAGES, SqlGrammarParser.COST, SqlGrammarParser.EXPLAIN ->
                    false;
            default -> true;
        };
    }
}
