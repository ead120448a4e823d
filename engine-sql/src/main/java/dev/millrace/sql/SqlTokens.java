package dev.millrace.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/** All tokens that the parser sees, the last one EOF; read by index. */
final class SqlTokens implements TokenStream {

    private final SqlText text;
    private final CommonToken[] tokens;
    private final TokenSource source;
    private final int depth;
    private int at;

    /** @param source made the tokens; asked for nothing but its token factory and name; @param depth levels of nesting */
    SqlTokens(SqlText text, CommonToken[] tokens, TokenSource source, int depth) {
        this.depth = depth;
        this.text = text;
        this.tokens = tokens;
        this.source = source;
    }

    SqlText text() {
        return text;
    }

    /** Levels of nesting, counted as {@link TokenShapes#MAX_DEPTH} says. */
    int depth() {
        return depth;
    }

    /** What to add to a message about this token when a parenthesis before it is never closed; else empty. */
    String unclosed(Token wrong) {
        Deque<Token> open = new ArrayDeque<>();
        for (CommonToken token : tokens) {
            switch (token.getType()) {
                case SqlGrammarParser.LEFT_PAREN, SqlGrammarParser.QUERY_OPEN, SqlGrammarParser.LAMBDA_OPEN,
                        SqlGrammarParser.LEFT_BRACKET ->
                        open.push(token);
                case SqlGrammarParser.RIGHT_PAREN, SqlGrammarParser.RIGHT_BRACKET -> open.poll();
                default -> {
                }
            }
        }
        Token unclosed = open.peek();
        return unclosed == null || unclosed.getStartIndex() >= wrong.getStartIndex() ? ""
                : "; the " + unclosed.getText() + " at " + SyntaxErrors.position(text, unclosed.getStartIndex()) + " is never closed";
    }

    @Override
    public @Nullable Token LT(int distance) {
        int index = distance > 0 ? at + distance - 1 : at + distance;
        return distance == 0 || index < 0 ? null : tokens[Math.min(index, tokens.length - 1)];
    }

    @Override
    public int LA(int distance) {
        Token token = LT(distance);
        return token == null ? Token.INVALID_TYPE : token.getType();
    }

    @Override
    public Token get(int index) {
        return tokens[index];
    }

    @Override
    public void consume() {
        if (tokens[at].getType() == IntStream.EOF) {
            throw new IllegalStateException("read beyond the end");
        }
        at++;
    }

    @Override
    public int mark() {
        return 0;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = Math.min(index, tokens.length - 1);
    }

    @Override
    public int size() {
        return tokens.length;
    }

    @Override
    public TokenSource getTokenSource() {
        return source;
    }

    @Override
    public String getText(Interval interval) {
        return interval.a > interval.b ? "" : text.text(tokens[interval.a].getStartIndex(), tokens[interval.b].getStopIndex() + 1);
    }

    @Override
    public String getText() {
        return text.text(0, text.length());
    }

    @Override
    public String getText(RuleContext rule) {
        return getText(rule.getSourceInterval());
    }

    @Override
    public String getText(Token start, Token stop) {
        return text.text(start.getStartIndex(), stop.getStopIndex() + 1);
    }

    @Override
    public String getSourceName() {
        return text.getSourceName();
    }
}
