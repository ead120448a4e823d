package dev.millrace.sql;

import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedCase;
import dev.millrace.plan.unresolved.UnresolvedCast;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import dev.millrace.plan.unresolved.UnresolvedStar;
import dev.millrace.plan.unresolved.UnresolvedSubquery;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Expressions; {@link OperatorChain} makes those of operators, {@link CallBuilder} calls, {@link LiteralBuilder} constants. */
final class ExprBuilder extends SqlGrammarBaseVisitor<UnresolvedExpr> {

    private final Reading reading;
    private final CallBuilder calls;

    ExprBuilder(Reading reading) {
        this.reading = reading;
        this.calls = new CallBuilder(reading, this);
    }

    CallBuilder calls() {
        return calls;
    }

    UnresolvedExpr expression(SqlGrammarParser.ExpressionContext context) {
        SqlGrammarParser.OperandContext first = context.operand();
        return context.getChildCount() == 1 && first.prefix().isEmpty() ? operand(first) : OperatorChain.of(reading, context);
    }

    UnresolvedExpr value(SqlGrammarParser.ValueContext context) {
        SqlGrammarParser.OperandContext first = context.operand(0);
        return context.getChildCount() == 1 && first.prefix().isEmpty() ? operand(first) : OperatorChain.of(reading, context);
    }

    List<UnresolvedExpr> expressions(List<SqlGrammarParser.ExpressionContext> contexts) {
        List<UnresolvedExpr> all = new ArrayList<>(contexts.size());
        for (SqlGrammarParser.ExpressionContext context : contexts) {
            all.add(expression(context));
        }
        return all;
    }

    Optional<UnresolvedExpr> optional(SqlGrammarParser.@Nullable ExpressionContext context) {
        return context == null ? Optional.empty() : Optional.of(expression(context));
    }

    /** A column of a SELECT list. */
    UnresolvedExpr selectItem(SqlGrammarParser.SelectItemContext context) {
        UnresolvedExpr input = expression(context.expression());
        if (context.nameList() != null) {
            return new UnresolvedAlias(input, Names.all(context.nameList()));
        }
        ParserRuleContext name = context.strictName() != null ? context.strictName() : context.anyName();
        return name == null ? input : new UnresolvedAlias(input, List.of(Names.of(name)));
    }

    List<UnresolvedExpr> selectItems(List<SqlGrammarParser.SelectItemContext> contexts) {
        List<UnresolvedExpr> all = new ArrayList<>(contexts.size());
        for (SqlGrammarParser.SelectItemContext context : contexts) {
            all.add(selectItem(context));
        }
        return all;
    }

    List<UnresolvedSortKey> sortKeys(SqlGrammarParser.@Nullable SortKeysContext context) {
        List<UnresolvedSortKey> keys = new ArrayList<>();
        if (context != null) {
            for (SqlGrammarParser.SortKeyContext key : context.sortKey()) {
                keys.add(sortKey(expression(key.expression()), key.sortDirection()));
            }
        }
        return keys;
    }

    static UnresolvedSortKey sortKey(UnresolvedExpr input, SqlGrammarParser.SortDirectionContext direction) {
        boolean ascending = direction.DESC() == null;
        return new UnresolvedSortKey(input, ascending, direction.NULLS() == null ? ascending : direction.FIRST() != null);
    }

    /** An operand with what is written behind it, without what is written before it. */
    UnresolvedExpr operand(SqlGrammarParser.OperandContext context) {
        List<SqlGrammarParser.PostfixContext> postfixes = context.postfix();
        if (!(context.primary() instanceof SqlGrammarParser.ColumnContext column)) {
            return postfix(visit(context.primary()), context, postfixes);
        }
        List<String> parts = new ArrayList<>(columnStart(column.columnStart()));
        int dots = 0;
        while (dots < postfixes.size() && postfixes.get(dots).anyName() != null) {
            parts.add(Names.of(postfixes.get(dots++).anyName()));
        }
        if (dots < postfixes.size() && postfixes.get(dots).STAR() != null) {
            return postfix(new UnresolvedStar(String.join(".", parts), except(postfixes.get(dots).except())), context,
                    postfixes.subList(dots + 1, postfixes.size()));
        }
        Origin origin = reading.origin(column.getStart(), dots == 0 ? column.getStop() : postfixes.get(dots - 1).getStop());
        return postfix(parts.size() == 1 ? oneWord(parts.getFirst(), column, origin) : new UnresolvedColumn(parts, origin), context,
                postfixes.subList(dots, postfixes.size()));
    }

    /** A column, or one of the functions that are called without parentheses. */
    private static UnresolvedExpr oneWord(String name, SqlGrammarParser.ColumnContext context, Origin origin) {
        boolean bare = context.getStart().getType() == SqlGrammarParser.IDENTIFIER;
        return switch (bare ? name.toLowerCase(Locale.ROOT) : "") {
            case "current_date", "current_timestamp", "localtimestamp", "current_user" ->
                    call(name.toLowerCase(Locale.ROOT), origin);
            default -> new UnresolvedColumn(List.of(name), origin);
        };
    }

    /** A number with the minus before it. */
    UnresolvedExpr negativeNumber(SqlGrammarParser.OperandContext context) {
        return postfix(new UnresolvedLiteral(reading.literals().number(context.primary(), true)), context, context.postfix());
    }

    private UnresolvedExpr postfix(UnresolvedExpr input, SqlGrammarParser.OperandContext context,
            List<SqlGrammarParser.PostfixContext> postfixes) {
        UnresolvedExpr built = input;
        reading.limitDepth(postfixes.size(), context);
        for (SqlGrammarParser.PostfixContext postfix : postfixes) {
            Origin origin = reading.origin(context.primary().getStart(), postfix.getStop());
            if (postfix.type() != null) {
                built = new UnresolvedCast(built, reading.types().type(postfix.type()), OnError.THROW);
            } else if (postfix.expression() != null) {
                built = call("getitem", origin, built, expression(postfix.expression()));
            } else if (postfix.anyName() != null) {
                built = call("getfield", origin, built, text(Names.of(postfix.anyName())));
            } else if (postfix.qualifiedName() != null) {
                built = call("collate", origin, built, text(String.join(".", qualified(postfix.qualifiedName()))));
            } else {
                throw reading.error(postfix, "only a relation or a column can be expanded by .*");
            }
        }
        return built;
    }

    static UnresolvedCall call(String name, Origin origin, UnresolvedExpr... arguments) {
        return call(name, origin, List.of(arguments));
    }

    static UnresolvedCall call(String name, Origin origin, List<UnresolvedExpr> arguments) {
        return new UnresolvedCall(name, arguments, false, Optional.empty(), List.of(), origin);
    }

    static UnresolvedLiteral text(String value) {
        return new UnresolvedLiteral(Literal.of(value));
    }

    /** The parts of a name; {@code IDENTIFIER('a.b')} gives those of its text. */
    List<String> qualified(SqlGrammarParser.QualifiedNameContext context) {
        List<String> parts = new ArrayList<>(
                context.name() != null ? List.of(Names.of(context.name())) : identifierClause(context.expression()));
        parts.addAll(Names.all(context.anyName()));
        return parts;
    }

    private List<String> columnStart(SqlGrammarParser.ColumnStartContext context) {
        return context.columnName() != null ? List.of(Names.of(context.columnName())) : identifierClause(context.expression());
    }

    private List<String> identifierClause(SqlGrammarParser.ExpressionContext context) {
        String text = constantText(expression(context));
        if (text == null || text.isBlank()) {
            throw reading.error(context, "IDENTIFIER needs a constant string that is a name");
        }
        SqlTokens tokens = TokenShapes.of(new SqlText(text));
        return new Reading(tokens.text(), Statement.Parameters.NONE).expressions()
                .qualified(AntlrSqlParser.parse(tokens, SqlGrammarParser::singleName).qualifiedName());
    }

    private static @Nullable String constantText(UnresolvedExpr expr) {
        if (expr instanceof UnresolvedLiteral(Literal(var value, var _)) && value instanceof String text) {
            return text;
        } else if (expr instanceof UnresolvedCall call && (call.name().equals("||") || call.name().equals("concat"))) {
            StringBuilder joined = new StringBuilder();
            for (UnresolvedExpr argument : call.arguments()) {
                String part = constantText(argument);
                if (part == null) {
                    return null;
                }
                joined.append(part);
            }
            return joined.toString();
        }
        return null;
    }

    UnresolvedColumn column(SqlGrammarParser.ColumnReferenceContext context) {
        List<String> parts = new ArrayList<>(columnStart(context.columnStart()));
        parts.addAll(Names.all(context.anyName()));
        return new UnresolvedColumn(parts, reading.origin(context));
    }

    private static List<List<String>> except(SqlGrammarParser.@Nullable ExceptContext context) {
        List<List<String>> names = new ArrayList<>();
        if (context != null) {
            context.exceptName().forEach(name -> names.add(Names.all(name.anyName())));
        }
        return names;
    }

    // Primary expressions

    @Override
    public UnresolvedExpr visitNumberLiteral(SqlGrammarParser.NumberLiteralContext context) {
        return new UnresolvedLiteral(reading.literals().number(context, false));
    }

    @Override
    public UnresolvedExpr visitStringLiteral(SqlGrammarParser.StringLiteralContext context) {
        return text(LiteralBuilder.text(context.STRING()));
    }

    @Override
    public UnresolvedExpr visitBooleanLiteral(SqlGrammarParser.BooleanLiteralContext context) {
        return new UnresolvedLiteral(Literal.of(context.TRUE() != null));
    }

    @Override
    public UnresolvedExpr visitNullLiteral(SqlGrammarParser.NullLiteralContext context) {
        return new UnresolvedLiteral(Literal.ofNull(DataType.NULL));
    }

    @Override
    public UnresolvedExpr visitIntervalLiteral(SqlGrammarParser.IntervalLiteralContext context) {
        return new UnresolvedLiteral(new IntervalBuilder(reading).literal(context.interval()));
    }

    @Override
    public UnresolvedExpr visitTypedLiteral(SqlGrammarParser.TypedLiteralContext context) {
        return new TypedLiterals(reading).literal(context);
    }

    @Override
    public UnresolvedExpr visitPositionalParameter(SqlGrammarParser.PositionalParameterContext context) {
        return new UnresolvedLiteral(reading.parameter(context));
    }

    @Override
    public UnresolvedExpr visitNamedParameter(SqlGrammarParser.NamedParameterContext context) {
        return new UnresolvedLiteral(reading.parameter(Names.of(context.anyName()), context));
    }

    @Override
    public UnresolvedExpr visitStar(SqlGrammarParser.StarContext context) {
        return new UnresolvedStar("", except(context.except()));
    }

    @Override
    public UnresolvedExpr visitParenthesized(SqlGrammarParser.ParenthesizedContext context) {
        return context.rowField().isEmpty() ? expression(context.expression()) : call("struct", reading.origin(context), row(context));
    }

    /** The fields of {@code (a, b AS c)}. */
    List<UnresolvedExpr> row(SqlGrammarParser.ParenthesizedContext context) {
        List<UnresolvedExpr> fields = new ArrayList<>();
        fields.add(named(context.expression(), context.anyName()));
        for (SqlGrammarParser.RowFieldContext field : context.rowField()) {
            fields.add(named(field.expression(), field.anyName()));
        }
        return fields;
    }

    private UnresolvedExpr named(SqlGrammarParser.ExpressionContext context, SqlGrammarParser.@Nullable AnyNameContext name) {
        UnresolvedExpr value = expression(context);
        return name == null ? value : new UnresolvedAlias(value, List.of(Names.of(name)));
    }

    @Override
    public UnresolvedExpr visitScalarQuery(SqlGrammarParser.ScalarQueryContext context) {
        return new UnresolvedSubquery(UnresolvedSubquery.Kind.SCALAR, reading.queries().query(context.query()), List.of(),
                reading.origin(context));
    }

    @Override
    public UnresolvedExpr visitExistsQuery(SqlGrammarParser.ExistsQueryContext context) {
        return new UnresolvedSubquery(UnresolvedSubquery.Kind.EXISTS, reading.queries().query(context.query()), List.of(),
                reading.origin(context));
    }

    @Override
    public UnresolvedExpr visitCaseWhen(SqlGrammarParser.CaseWhenContext context) {
        List<UnresolvedExpr> conditions = new ArrayList<>();
        List<UnresolvedExpr> values = new ArrayList<>();
        Optional<UnresolvedExpr> compared = optional(context.operandValue);
        for (SqlGrammarParser.WhenContext when : context.when()) {
            UnresolvedExpr condition = expression(when.expression(0));
            conditions.add(compared.isEmpty() ? condition : call("=", reading.origin(when.expression(0)), compared.get(), condition));
            values.add(expression(when.expression(1)));
        }
        return new UnresolvedCase(conditions, values, optional(context.otherwise));
    }

    @Override
    public UnresolvedExpr visitCast(SqlGrammarParser.CastContext context) {
        return new UnresolvedCast(expression(context.expression()), reading.types().type(context.type()),
                context.CAST() != null ? OnError.THROW : OnError.NULL);
    }

    @Override
    public UnresolvedExpr visitExtract(SqlGrammarParser.ExtractContext context) {
        return calls.extract(context);
    }

    @Override
    public UnresolvedExpr visitTrim(SqlGrammarParser.TrimContext context) {
        return calls.trim(context);
    }

    @Override
    public UnresolvedExpr visitSubstring(SqlGrammarParser.SubstringContext context) {
        return call("substring", reading.origin(context), expressions(context.expression()));
    }

    @Override
    public UnresolvedExpr visitOverlay(SqlGrammarParser.OverlayContext context) {
        return call("overlay", reading.origin(context), expressions(context.expression()));
    }

    @Override
    public UnresolvedExpr visitPosition(SqlGrammarParser.PositionContext context) {
        return call("position", reading.origin(context), expressions(context.expression()));
    }

    @Override
    public UnresolvedExpr visitDateArithmetic(SqlGrammarParser.DateArithmeticContext context) {
        return calls.dateArithmetic(context);
    }

    @Override
    public UnresolvedExpr visitCall(SqlGrammarParser.CallContext context) {
        return calls.call(context);
    }
}
