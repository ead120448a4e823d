package dev.millrace.sql;

import dev.millrace.expr.Literal;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What stands in FROM: tables, files, subqueries, VALUES, functions, joins, LATERAL, PIVOT, UNPIVOT, TABLESAMPLE. */
final class RelationBuilder {

    private final Reading reading;

    RelationBuilder(Reading reading) {
        this.reading = reading;
    }

    UnresolvedPlan from(SqlGrammarParser.FromClauseContext context) {
        UnresolvedPlan plan = crossed(context.relation());
        reading.limitDepth(context.lateralView().size(), context);
        for (SqlGrammarParser.LateralViewContext view : context.lateralView()) {
            plan = lateralView(plan, view);
        }
        return plan;
    }

    /** Relations with commas between them. */
    private UnresolvedPlan crossed(List<SqlGrammarParser.RelationContext> relations) {
        UnresolvedPlan plan = relation(relations.getFirst());
        reading.limitDepth(relations.size(), relations.getFirst());
        for (SqlGrammarParser.RelationContext next : relations.subList(1, relations.size())) {
            if (next.LATERAL() != null) {
                plan = new UnresolvedPlan.LateralJoin(plan, primary(next.relationPrimary()), JoinType.CROSS, Optional.empty());
                plan = tails(plan, next);
            } else {
                plan = new UnresolvedPlan.Join(plan, relation(next), JoinType.CROSS, List.of(), Optional.empty());
            }
        }
        return plan;
    }

    private UnresolvedPlan relation(SqlGrammarParser.RelationContext context) {
        return tails(primary(context.relationPrimary()), context);
    }

    private UnresolvedPlan tails(UnresolvedPlan first, SqlGrammarParser.RelationContext context) {
        reading.limitDepth(context.relationTail().size(), context);
        UnresolvedPlan plan = first;
        for (SqlGrammarParser.RelationTailContext tail : context.relationTail()) {
            plan = switch (tail) {
                case SqlGrammarParser.JoinContext join -> join(plan, join);
                case SqlGrammarParser.PivotContext pivot -> alias(pivot(plan, pivot), pivot.tableAlias());
                case SqlGrammarParser.UnpivotContext unpivot -> alias(unpivot(plan, unpivot), unpivot.tableAlias());
                default -> throw new IllegalStateException(tail.getText());
            };
        }
        return plan;
    }

    private UnresolvedPlan join(UnresolvedPlan left, SqlGrammarParser.JoinContext context) {
        UnresolvedPlan right = primary(context.relationPrimary());
        JoinType type = type(context.joinType());
        Optional<UnresolvedExpr> condition = reading.expressions().optional(context.expression());
        if (context.NATURAL() != null) {
            if (condition.isPresent() || context.nameList() != null || context.LATERAL() != null || type == JoinType.CROSS) {
                throw reading.error(context, "a NATURAL join takes neither CROSS nor LATERAL, ON or USING");
            }
            return new UnresolvedPlan.NaturalJoin(left, right, type);
        } else if (context.LATERAL() != null) {
            boolean fits = type == JoinType.INNER || type == JoinType.LEFT || type == JoinType.CROSS;
            if (!fits || context.nameList() != null) {
                throw reading.error(context, "a LATERAL join is INNER, LEFT or CROSS, and takes no USING");
            }
            return new UnresolvedPlan.LateralJoin(left, right, type, condition);
        }
        return new UnresolvedPlan.Join(left, right, type, Names.all(context.nameList()), condition);
    }

    private static JoinType type(SqlGrammarParser.JoinTypeContext context) {
        if (context.CROSS() != null) {
            return JoinType.CROSS;
        } else if (context.SEMI() != null) {
            return JoinType.SEMI;
        } else if (context.ANTI() != null) {
            return JoinType.ANTI;
        } else if (context.LEFT() != null) {
            return JoinType.LEFT;
        } else if (context.RIGHT() != null) {
            return JoinType.RIGHT;
        }
        return context.FULL() != null ? JoinType.FULL : JoinType.INNER;
    }

    private UnresolvedPlan lateralView(UnresolvedPlan input, SqlGrammarParser.LateralViewContext context) {
        UnresolvedCall generator = reading.expressions().calls().call(context.qualifiedName(), context.arguments());
        SqlGrammarParser.ViewNamesContext names = context.viewNames();
        List<String> columns = names == null ? List.of()
                : names.nameList() != null ? Names.all(names.nameList()) : Names.all(names.strictName());
        return new UnresolvedPlan.LateralView(input, generator, context.OUTER() != null,
                context.alias == null ? "" : Names.of(context.alias), columns);
    }

    private UnresolvedPlan primary(SqlGrammarParser.RelationPrimaryContext context) {
        return switch (context) {
            case SqlGrammarParser.ValuesRelationContext values -> values(values.rows(), values.tableAlias());
            case SqlGrammarParser.FunctionRelationContext function -> alias(new UnresolvedPlan.TableFunction(
                    reading.expressions().calls().call(function.qualifiedName(), function.arguments())), function.tableAlias());
            case SqlGrammarParser.NamedRelationContext named ->
                    alias(sampled(table(named.qualifiedName()), named.sample()), named.tableAlias());
            case SqlGrammarParser.QueryRelationContext query -> {
                UnresolvedPlan plan = sampled(reading.queries().query(query.query()), query.sample());
                yield query.tableAlias() == null ? new UnresolvedPlan.Alias(plan, "", List.of()) : alias(plan, query.tableAlias());
            }
            case SqlGrammarParser.GroupedRelationContext grouped ->
                    alias(sampled(crossed(grouped.relation()), grouped.sample()), grouped.tableAlias());
            case SqlGrammarParser.FileRelationContext file -> alias(
                    sampled(new UnresolvedPlan.File(LiteralBuilder.text(file.STRING().getText()), reading.origin(file)), file.sample()),
                    file.tableAlias());
            default -> throw new IllegalStateException(context.getText());
        };
    }

    UnresolvedPlan table(SqlGrammarParser.QualifiedNameContext name) {
        return new UnresolvedPlan.Table(reading.expressions().qualified(name), reading.origin(name));
    }

    UnresolvedPlan values(SqlGrammarParser.RowsContext context, SqlGrammarParser.@Nullable TableAliasContext alias) {
        List<List<UnresolvedExpr>> rows = new ArrayList<>();
        for (SqlGrammarParser.ExpressionContext row : context.expression()) {
            UnresolvedExpr value = reading.expressions().expression(row);
            rows.add(value instanceof UnresolvedCall call && call.name().equals("struct") ? call.arguments() : List.of(value));
        }
        return alias(new UnresolvedPlan.Values(rows), alias);
    }

    /** The fields of {@code (a, b)}; the expression itself when it is anything else. */
    static List<SqlGrammarParser.ExpressionContext> row(SqlGrammarParser.ExpressionContext context) {
        boolean bare = context.infix().isEmpty() && context.operand().prefix().isEmpty() && context.operand().postfix().isEmpty();
        if (!bare || !(context.operand().primary() instanceof SqlGrammarParser.ParenthesizedContext row)) {
            return List.of(context);
        }
        List<SqlGrammarParser.ExpressionContext> fields = new ArrayList<>(List.of(row.expression()));
        row.rowField().forEach(field -> fields.add(field.expression()));
        return fields;
    }

    private static UnresolvedPlan alias(UnresolvedPlan plan, SqlGrammarParser.@Nullable TableAliasContext alias) {
        return alias == null ? plan : new UnresolvedPlan.Alias(plan, Names.of(alias.strictName()), Names.all(alias.nameList()));
    }

    // TABLESAMPLE

    private UnresolvedPlan sampled(UnresolvedPlan plan, SqlGrammarParser.@Nullable SampleContext context) {
        if (context == null) {
            return plan;
        }
        SqlGrammarParser.SampleSizeContext size = context.sampleSize();
        if (size.ROWS() != null) {
            String written = reading.written(size);
            if (size.NUMBER() != null) {
                throw reading.error(size, "TABLESAMPLE takes a whole number of rows");
            }
            return new UnresolvedPlan.LimitBy(plan, Optional.of(rows(size, written.startsWith("-"))), Optional.empty());
        }
        double fraction = size.BUCKET() != null ? bucket(size) : percent(size);
        long seed = context.INTEGER() == null ? ThreadLocalRandom.current().nextLong(1000) : seed(context);
        return new UnresolvedPlan.Sample(plan, 0, fraction, false, seed);
    }

    private UnresolvedLiteral rows(SqlGrammarParser.SampleSizeContext size, boolean negative) {
        BigDecimal count = new BigDecimal(size.INTEGER(0).getText());
        if (count.precision() > 18) {
            throw reading.error(size, "TABLESAMPLE takes fewer rows than that");
        }
        long value = negative ? -count.longValue() : count.longValue();
        return new UnresolvedLiteral((int) value == value ? Literal.of((int) value) : Literal.of(value));
    }

    private double bucket(SqlGrammarParser.SampleSizeContext size) {
        if (size.expression() != null) {
            throw reading.error(size, "TABLESAMPLE (BUCKET … ON …) is not supported; leave out ON");
        }
        double chosen = Double.parseDouble(size.INTEGER(0).getText());
        return fraction(chosen / Double.parseDouble(size.INTEGER(1).getText()), size);
    }

    private double percent(SqlGrammarParser.SampleSizeContext size) {
        String digits = size.NUMBER() != null ? size.NUMBER().getText() : size.INTEGER(0).getText();
        try {
            return fraction(new BigDecimal(digits).doubleValue() / (size.MINUS() != null ? -100 : 100), size);
        } catch (NumberFormatException suffix) {
            throw reading.error(size, "TABLESAMPLE takes a plain number");
        }
    }

    private double fraction(double fraction, SqlGrammarParser.SampleSizeContext size) {
        double rounding = 1e-6;
        if (!(fraction >= -rounding && fraction <= 1 + rounding)) {
            throw reading.error(size, "Sampling fraction (" + fraction + ") must be on interval [0, 1]");
        }
        return Math.clamp(fraction, 0.0, 1.0);
    }

    private long seed(SqlGrammarParser.SampleContext context) {
        try {
            return Long.parseLong(context.INTEGER().getText());
        } catch (NumberFormatException tooLarge) {
            throw reading.error(context, "REPEATABLE takes a BIGINT");
        }
    }

    // PIVOT and UNPIVOT

    private UnresolvedPlan pivot(UnresolvedPlan input, SqlGrammarParser.PivotContext context) {
        List<UnresolvedExpr> columns = new ArrayList<>();
        context.pivotColumns().columnReference().forEach(column -> columns.add(reading.expressions().column(column)));
        List<UnresolvedPlan.PivotValue> values = new ArrayList<>();
        for (SqlGrammarParser.PivotValueContext value : context.pivotValue()) {
            List<SqlGrammarParser.ExpressionContext> fields = columns.size() > 1 ? row(value.expression()) : List.of(value.expression());
            values.add(new UnresolvedPlan.PivotValue(reading.expressions().expressions(fields),
                    name(value)));
        }
        return new UnresolvedPlan.Pivot(input, reading.expressions().selectItems(context.selectItem()), columns, values);
    }

    private static Optional<String> name(SqlGrammarParser.PivotValueContext value) {
        return value.anyName() != null ? Optional.of(Names.of(value.anyName())) : Optional.ofNullable(value.strictName()).map(Names::of);
    }

    private UnresolvedPlan unpivot(UnresolvedPlan input, SqlGrammarParser.UnpivotContext context) {
        SqlGrammarParser.UnpivotNamesContext names = context.unpivotNames();
        List<String> valueNames = names.nameList() != null ? Names.all(names.nameList()) : List.of(Names.of(names.anyName()));
        List<UnresolvedPlan.UnpivotGroup> groups = new ArrayList<>();
        for (SqlGrammarParser.UnpivotGroupContext group : context.unpivotGroup()) {
            List<UnresolvedExpr> columns = new ArrayList<>();
            group.columnReference().forEach(column -> columns.add(reading.expressions().column(column)));
            if (columns.size() != valueNames.size()) {
                throw reading.error(group, "UNPIVOT needs " + valueNames.size() + " columns here, one for each value column");
            }
            groups.add(new UnresolvedPlan.UnpivotGroup(columns, Optional.ofNullable(group.anyName()).map(Names::of)));
        }
        return new UnresolvedPlan.Unpivot(input, context.INCLUDE() != null, valueNames, Names.of(context.anyName()), groups);
    }
}
