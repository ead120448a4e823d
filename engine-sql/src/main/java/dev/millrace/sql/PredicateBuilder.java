package dev.millrace.sql;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedSubquery;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** BETWEEN, IN, LIKE and IS. */
final class PredicateBuilder {

    private final Reading reading;

    PredicateBuilder(Reading reading) {
        this.reading = reading;
    }

    /** @param first what the left side begins with */
    UnresolvedExpr build(UnresolvedExpr left, ParserRuleContext first, SqlGrammarParser.InfixContext context) {
        Origin origin = reading.origin(first.getStart(), context.getStop());
        return switch (context) {
            case SqlGrammarParser.BetweenContext between -> negated(between.negation() != null, between(left, between, origin), origin);
            case SqlGrammarParser.InContext in -> negated(in.negation() != null, in(left, in, origin), origin);
            case SqlGrammarParser.LikeContext like -> like(left, like, origin);
            case SqlGrammarParser.IsContext is -> negated(is.negation() != null, is(left, is, origin), origin);
            default -> throw new IllegalStateException(context.getText());
        };
    }

    private static UnresolvedExpr negated(boolean not, UnresolvedExpr predicate, Origin origin) {
        if (not && predicate instanceof UnresolvedCall call && call.name().equals("isnull")) {
            return ExprBuilder.call("isnotnull", origin, call.arguments());
        } else if (not && predicate instanceof UnresolvedCall call && call.name().equals("not")) {
            return call.arguments().getFirst();
        }
        return not ? ExprBuilder.call("not", origin, predicate) : predicate;
    }

    private UnresolvedExpr between(UnresolvedExpr left, SqlGrammarParser.BetweenContext context, Origin origin) {
        UnresolvedExpr low = reading.expressions().value(context.value(0));
        UnresolvedExpr high = reading.expressions().value(context.value(1));
        UnresolvedExpr plain = ExprBuilder.call("between", origin, left, low, high);
        return context.SYMMETRIC() == null ? plain
                : ExprBuilder.call("or", origin, plain, ExprBuilder.call("between", origin, left, high, low));
    }

    private UnresolvedExpr in(UnresolvedExpr left, SqlGrammarParser.InContext context, Origin origin) {
        if (context.query() != null) {
            List<UnresolvedExpr> values = left instanceof UnresolvedCall row && row.name().equals("struct") ? row.arguments()
                    : List.of(left);
            return new UnresolvedSubquery(UnresolvedSubquery.Kind.IN, reading.queries().query(context.query()), values, origin);
        }
        List<SqlGrammarParser.ExpressionContext> items = context.expression();
        List<UnresolvedExpr> arguments = new ArrayList<>(items.size() + 1);
        arguments.add(left);
        for (SqlGrammarParser.ExpressionContext item : items) {
            arguments.add(reading.expressions().expression(item));
        }
        return ExprBuilder.call("in", origin, arguments);
    }

    private UnresolvedExpr is(UnresolvedExpr left, SqlGrammarParser.IsContext context, Origin origin) {
        if (context.NULL() != null || context.UNKNOWN() != null) {
            return ExprBuilder.call("isnull", origin, left);
        } else if (context.value() != null) {
            return ExprBuilder.call("not", origin, ExprBuilder.call("<=>", origin, left, reading.expressions().value(context.value())));
        }
        return ExprBuilder.call("<=>", origin, left, new UnresolvedLiteral(Literal.of(context.TRUE() != null)));
    }

    private UnresolvedExpr like(UnresolvedExpr left, SqlGrammarParser.LikeContext context, Origin origin) {
        boolean not = context.negation() != null;
        String name = switch (context.op.getType()) {
            case SqlGrammarParser.LIKE -> "like";
            case SqlGrammarParser.ILIKE -> "ilike";
            default -> "rlike";
        };
        if (context.quantifier == null) {
            List<UnresolvedExpr> arguments = new ArrayList<>(List.of(left, reading.expressions().value(context.value())));
            String escape = escape(context);
            if (escape != null) {
                arguments.add(ExprBuilder.text(escape));
            }
            return negated(not, ExprBuilder.call(name, origin, arguments), origin);
        }
        if (context.expressions() == null || name.equals("rlike")) {
            throw reading.error(context, "LIKE ANY and LIKE ALL need at least one pattern, and RLIKE knows neither of them");
        }
        List<UnresolvedExpr> terms = new ArrayList<>();
        for (SqlGrammarParser.ExpressionContext pattern : context.expressions().expression()) {
            UnresolvedExpr term = ExprBuilder.call(name, origin, left, reading.expressions().expression(pattern));
            terms.add(negated(not, term, origin));
        }
        return OperatorChain.balanced(context.quantifier.getType() == SqlGrammarParser.ALL ? "and" : "or", terms, origin);
    }

    private @Nullable String escape(SqlGrammarParser.LikeContext context) {
        if (context.ESCAPE() == null) {
            return null;
        }
        String escape = LiteralBuilder.text(context.STRING().getText());
        if (escape.codePointCount(0, escape.length()) != 1) {
            throw ErrorCondition.INVALID_ESC.with("escape", context.STRING().getText(), "position", reading.position(context));
        }
        return escape;
    }
}
