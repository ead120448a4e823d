package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.MarkJoin;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.unresolved.UnresolvedSubquery;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The subqueries in the expressions of one node. Each becomes a column, which a join below the node computes. */
final class Subqueries {

    /** Function of an aggregate that refuses a second row. */
    static final String SINGLE_VALUE = "single_value";

    private final AnalysisContext context;
    private final List<Embedded> known;
    private final List<Embedded> embedded = new ArrayList<>();

    Subqueries(AnalysisContext context) {
        this(context, List.of());
    }

    /** @param below subqueries that are computed already: they are not computed again */
    Subqueries(AnalysisContext context, Subqueries below) {
        this(context, List.copyOf(below.embedded));
    }

    private Subqueries(AnalysisContext context, List<Embedded> known) {
        this.context = context;
        this.known = known;
    }

    private sealed interface Embedded {
        UnresolvedSubquery written();

        Attribute output();
    }

    private record Value(UnresolvedSubquery written, LogicalPlan plan, Attribute output, boolean exactlyOneRow) implements Embedded {}

    private record Mark(UnresolvedSubquery written, LogicalPlan plan, Expr condition, Attribute output) implements Embedded {}

    boolean isEmpty() {
        return embedded.isEmpty();
    }

    int size() {
        return embedded.size();
    }

    /** The column that stands for the subquery. A subquery that was met before, as one object, keeps its column. */
    Expr add(UnresolvedSubquery subquery, ExpressionResolver resolver) {
        Embedded before = find(known, subquery);
        before = before == null ? find(embedded, subquery) : before;
        if (before != null) {
            return before.output().ref();
        }
        LogicalPlan plan = analyzed(subquery, resolver);
        Embedded added = switch (subquery.kind()) {
            case SCALAR -> value(subquery, plan);
            case EXISTS -> new Mark(subquery, plan, Literal.TRUE, mark("exists", false));
            case IN -> {
                Expr condition = membership(subquery, plan, resolver);
                yield new Mark(subquery, plan, condition, mark("in", condition.nullable()));
            }
        };
        embedded.add(added);
        return added.output().ref();
    }

    private static @Nullable Embedded find(List<Embedded> among, UnresolvedSubquery subquery) {
        for (Embedded candidate : among) {
            if (candidate.written() == subquery) {
                return candidate;
            }
        }
        return null;
    }

    LogicalPlan analyzed(UnresolvedSubquery subquery, ExpressionResolver resolver) {
        return new Analyzer(context.inside(resolver)).analyze(subquery.plan());
    }

    /** {@code x = y AND …} of the values that IN looks for and the columns of the plan. */
    Expr membership(UnresolvedSubquery subquery, LogicalPlan plan, ExpressionResolver resolver) {
        List<Attribute> columns = plan.output();
        String text = resolver.names().text(subquery);
        if (columns.size() != subquery.values().size()) {
            throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail", "IN compares "
                    + subquery.values().size() + " values with the " + columns.size() + " columns of its subquery.");
        }
        List<Expr> equalities = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            equalities.add(Operators.compare(Compare.Op.EQ, resolver.resolve(subquery.values().get(i)), columns.get(i).ref(), text));
        }
        return Conjuncts.join(equalities);
    }

    private Attribute mark(String name, boolean nullable) {
        return context.ids().attribute(name, DataType.BOOLEAN, nullable);
    }

    private Value value(UnresolvedSubquery subquery, LogicalPlan plan) {
        List<Attribute> columns = plan.output();
        if (columns.size() != 1) {
            throw ErrorCondition.INVALID_SUBQUERY_EXPRESSION.with("detail",
                    "a subquery that is used as a value must have one column, but this one has " + columns.size());
        }
        Rows rows = rows(plan);
        if (rows != Rows.MANY) {
            Attribute column = columns.getFirst();
            return new Value(subquery, plan, rows == Rows.ONE ? column : column.withNullable(true), rows == Rows.ONE);
        }
        Attribute column = columns.getFirst();
        Attribute output = context.ids().attribute(column.name(), column.type(), true);
        AggregateCall single = new AggregateCall(SINGLE_VALUE, List.of(column.ref()), false, null, List.of(), column.type(), true);
        return new Value(subquery, new Aggregate(plan, List.of(), List.of(new Aggregate.Measure(output, single))), output, true);
    }

    /** How many rows a plan gives for sure. */
    private enum Rows {
        ONE, AT_MOST_ONE, MANY
    }

    private static Rows rows(LogicalPlan plan) {
        return switch (plan) {
            case Aggregate aggregate when aggregate.groupings().isEmpty() -> Rows.ONE;
            case LocalTable(var rows, var _) when rows.rowCount() == 1 -> Rows.ONE;
            case Project(var input, var _) -> rows(input);
            case SubqueryAlias(var input, var _) -> rows(input);
            case Sort(var input, var _, var _) -> rows(input);
            case Limit(var input, var limit, var offset) -> {
                boolean one = (limit == 1 || limit == -1) && offset == 0;
                Rows below = rows(input);
                yield below == Rows.MANY ? (limit == 1 || limit == 0 ? Rows.AT_MOST_ONE : Rows.MANY)
                        : one ? below : Rows.AT_MOST_ONE;
            }
            case Filter(var input, var _) -> rows(input) == Rows.MANY ? Rows.MANY : Rows.AT_MOST_ONE;
            default -> Rows.MANY;
        };
    }

    LogicalPlan over(LogicalPlan input) {
        return over(input, expr -> expr);
    }

    /** The input with a column for each subquery; {@code mapping} is applied to what they use of the input. */
    LogicalPlan over(LogicalPlan input, UnaryOperator<Expr> mapping) {
        LogicalPlan over = input;
        for (Embedded subquery : embedded) {
            over = switch (subquery) {
                case Value(var _, var plan, var _, var exactlyOneRow) -> {
                    LogicalPlan right = mapped(plan, mapping);
                    boolean correlated = !Correlation.of(right).isEmpty();
                    if (correlated) {
                        yield new DependentJoin(over, right, JoinType.LEFT, Literal.TRUE);
                    }
                    yield exactlyOneRow ? Join.cross(over, right) : new Join(over, right, JoinType.LEFT, Literal.TRUE);
                }
                case Mark(var _, var plan, var condition, var output) ->
                        new MarkJoin(over, mapped(plan, mapping), mapping.apply(condition), output);
            };
        }
        return over;
    }

    /** Columns of the input that the subqueries use. */
    Set<Long> references() {
        Set<Long> ids = new TreeSet<>();
        for (Embedded subquery : embedded) {
            switch (subquery) {
                case Value(var _, var plan, var _, var _) -> ids.addAll(Correlation.of(plan));
                case Mark(var _, var plan, var condition, var _) -> {
                    ids.addAll(Correlation.of(plan));
                    References.collect(condition, ids);
                    ids.removeAll(Renumbering.made(plan));
                }
            }
        }
        return ids;
    }

    static LogicalPlan mapped(LogicalPlan plan, UnaryOperator<Expr> mapping) {
        return Correlation.of(plan).isEmpty() ? plan : PlanMapping.of(plan, attribute -> attribute, mapping);
    }
}
