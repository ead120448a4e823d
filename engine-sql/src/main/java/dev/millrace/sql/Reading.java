package dev.millrace.sql;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.Origin;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** One text being turned from a parse tree into records: what the builders share. Used by one thread. */
final class Reading {

    private final SqlText text;
    private final Statement.Parameters parameters;
    private final LiteralBuilder literals;
    private final TypeBuilder types;
    private final ExprBuilder expressions;
    private final QueryBuilder queries;
    private int positional;

    Reading(SqlText text, Statement.Parameters parameters) {
        this.text = text;
        this.parameters = parameters;
        this.literals = new LiteralBuilder(this);
        this.types = new TypeBuilder(this);
        this.expressions = new ExprBuilder(this);
        this.queries = new QueryBuilder(this);
    }

    LiteralBuilder literals() {
        return literals;
    }

    TypeBuilder types() {
        return types;
    }

    ExprBuilder expressions() {
        return expressions;
    }

    QueryBuilder queries() {
        return queries;
    }

    StatementBuilder statements() {
        return new StatementBuilder(this);
    }

    SqlText text() {
        return text;
    }

    Origin origin(ParserRuleContext context) {
        return text.origin(start(context), end(context));
    }

    /** From the first token to the last. */
    Origin origin(Token first, Token last) {
        return text.origin(first.getStartIndex(), last.getStopIndex() + 1);
    }

    /** The text as it was written. */
    String written(ParserRuleContext context) {
        return text.text(start(context), end(context));
    }

    /** {@code line 2, column 8}. */
    String position(ParserRuleContext context) {
        return SyntaxErrors.position(text, start(context));
    }

    private static int start(ParserRuleContext context) {
        return context.getStart().getStartIndex();
    }

    private static int end(ParserRuleContext context) {
        return Math.max(start(context), context.getStop() == null ? 0 : context.getStop().getStopIndex() + 1);
    }

    EngineException error(ParserRuleContext context, String detail) {
        return SyntaxErrors.at(text, start(context), end(context), detail);
    }

    /** Refuses a left-deep tree higher than later walks can bear. */
    void limitDepth(int levels, ParserRuleContext context) {
        if (levels > TokenShapes.MAX_DEPTH) {
            throw ErrorCondition.PARSE_NESTING_TOO_DEEP.with("position", position(context), "limit", TokenShapes.MAX_DEPTH);
        }
    }

    /** The value of the next {@code ?}. */
    Literal parameter(ParserRuleContext marker) {
        if (positional >= parameters.positional().size()) {
            throw ErrorCondition.UNBOUND_SQL_PARAMETER.with("name", "_" + (positional + 1), "position", position(marker));
        }
        return parameters.positional().get(positional++);
    }

    /** The value of {@code :name}. */
    Literal parameter(String name, ParserRuleContext marker) {
        Literal value = parameters.named().get(name);
        if (value == null) {
            throw ErrorCondition.UNBOUND_SQL_PARAMETER.with("name", name, "position", position(marker));
        }
        return value;
    }
}
