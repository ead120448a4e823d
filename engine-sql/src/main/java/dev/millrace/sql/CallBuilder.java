package dev.millrace.sql;

import dev.millrace.expr.Literal;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLambda;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedNamedArgument;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;

/** Calls of functions, those with a syntax of their own too. */
final class CallBuilder {

    private final Reading reading;
    private final ExprBuilder expressions;

    CallBuilder(Reading reading, ExprBuilder expressions) {
        this.reading = reading;
        this.expressions = expressions;
    }

    UnresolvedExpr call(SqlGrammarParser.CallContext context) {
        SqlGrammarParser.ArgumentsContext arguments = context.arguments();
        boolean ignoreNulls = context.IGNORE() != null || arguments.IGNORE() != null;
        boolean over = context.OVER() != null;
        List<UnresolvedExpr> values = arguments(arguments);
        if (ignoreNulls && !over) {
            values.add(new UnresolvedLiteral(Literal.TRUE));
        }
        List<UnresolvedSortKey> order = expressions.sortKeys(arguments.sortKeys() != null ? arguments.sortKeys() : context.sortKeys());
        UnresolvedCall call = new UnresolvedCall(name(context.qualifiedName()), values, arguments.DISTINCT() != null,
                expressions.optional(context.expression()), order, reading.origin(context));
        if (!over) {
            return call;
        }
        return context.windowSpec() != null ? reading.queries().windows().window(call, context.windowSpec(), ignoreNulls)
                : reading.queries().windows().window(call, context.anyName(), ignoreNulls);
    }

    /** A function in FROM or behind LATERAL VIEW. */
    UnresolvedCall call(SqlGrammarParser.QualifiedNameContext name, SqlGrammarParser.ArgumentsContext arguments) {
        return ExprBuilder.call(name(name), reading.origin(name.getStart(), arguments.getStop()), arguments(arguments));
    }

    private String name(SqlGrammarParser.QualifiedNameContext context) {
        return String.join(".", expressions.qualified(context)).toLowerCase(Locale.ROOT);
    }

    private List<UnresolvedExpr> arguments(SqlGrammarParser.ArgumentsContext context) {
        List<UnresolvedExpr> all = new ArrayList<>();
        for (SqlGrammarParser.ArgumentContext argument : context.argument()) {
            all.add(switch (argument) {
                case SqlGrammarParser.LambdaContext lambda ->
                        new UnresolvedLambda(Names.all(lambda.anyName()), expressions.expression(lambda.expression()));
                case SqlGrammarParser.NamedArgumentContext named ->
                        new UnresolvedNamedArgument(Names.of(named.anyName()), expressions.expression(named.expression()));
                case SqlGrammarParser.PlainArgumentContext plain -> plain.anyName() == null ? expressions.expression(plain.expression())
                        : new UnresolvedAlias(expressions.expression(plain.expression()), List.of(Names.of(plain.anyName())));
                default -> throw new IllegalStateException(argument.getText());
            });
        }
        return all;
    }

    UnresolvedExpr extract(SqlGrammarParser.ExtractContext context) {
        List<UnresolvedExpr> arguments = expressions.expressions(context.expression());
        if (!context.FROM().isEmpty()) {
            if (arguments.size() != 2) {
                throw reading.error(context, "EXTRACT is written as in EXTRACT(YEAR FROM x)");
            }
            arguments.set(0, word(arguments.getFirst(), context.expression(0)));
        }
        return ExprBuilder.call("extract", reading.origin(context), arguments);
    }

    /** A name that stands for itself, or a string. */
    private UnresolvedExpr word(UnresolvedExpr expr, ParserRuleContext context) {
        if (expr instanceof UnresolvedColumn(var parts, var _) && parts.size() == 1) {
            return ExprBuilder.text(parts.getFirst());
        } else if (expr instanceof UnresolvedLiteral(Literal(var value, var _)) && value instanceof String) {
            return expr;
        }
        throw reading.error(context, "expected the name of a field such as YEAR or DAY");
    }

    /** {@code TRIM([BOTH | LEADING | TRAILING] [characters FROM] text)}; the functions take the characters first. */
    UnresolvedExpr trim(SqlGrammarParser.TrimContext context) {
        String name = context.side == null ? "trim" : switch (context.side.getType()) {
            case SqlGrammarParser.LEADING -> "ltrim";
            case SqlGrammarParser.TRAILING -> "rtrim";
            default -> "trim";
        };
        return ExprBuilder.call(name, reading.origin(context), expressions.expressions(context.expression()));
    }

    /** {@code DATEADD(unit, count, start)} and the like take a unit by name; with two arguments they are ordinary functions. */
    UnresolvedExpr dateArithmetic(SqlGrammarParser.DateArithmeticContext context) {
        List<UnresolvedExpr> arguments = expressions.expressions(context.expression());
        String name = context.getStart().getText().toLowerCase(Locale.ROOT);
        Origin origin = reading.origin(context);
        if (arguments.size() != 3) {
            return ExprBuilder.call(name, origin, arguments);
        }
        arguments.set(0, word(arguments.getFirst(), context.expression(0)));
        return ExprBuilder.call(name.endsWith("add") ? "timestampadd" : "timestampdiff", origin, arguments);
    }
}
