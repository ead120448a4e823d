package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.References;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.OnError;
import dev.millrace.expr.Or;
import dev.millrace.plan.logical.Expand;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.types.DataType;
import dev.millrace.types.Widening;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** PIVOT and UNPIVOT: rows to columns and back. */
final class PivotAnalysis {

    private final AnalysisContext context;

    PivotAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** Aggregates each combination of pivot values by itself, then lays the results side by side: what is not there is null. */
    LogicalPlan pivot(LogicalPlan input, UnresolvedPlan.Pivot pivot) {
        Scope scope = new Scope(input.output());
        Set<Long> used = new HashSet<>();
        pivot.aggregates().forEach(aggregate -> collect(aggregate, scope, used));
        pivot.columns().forEach(column -> collect(column, scope, used));
        List<UnresolvedExpr> kept = new ArrayList<>();
        for (Attribute attribute : input.output()) {
            if (!used.contains(attribute.id())) {
                kept.add(new ResolvedColumn(attribute));
            }
        }
        List<UnresolvedExpr> groupings = new ArrayList<>(kept);
        List<UnresolvedExpr> inner = new ArrayList<>(kept);
        for (int i = 0; i < pivot.columns().size(); i++) {
            groupings.add(pivot.columns().get(i));
            inner.add(new UnresolvedAlias(pivot.columns().get(i), List.of("pivot column " + i)));
        }
        for (int i = 0; i < pivot.aggregates().size(); i++) {
            inner.add(new UnresolvedAlias(pivot.aggregates().get(i), List.of("pivot value " + i)));
        }
        List<UnresolvedExpr> outer = new ArrayList<>(kept);
        for (UnresolvedPlan.PivotValue value : pivot.values()) {
            UnresolvedExpr matches = matches(pivot, value);
            for (int i = 0; i < pivot.aggregates().size(); i++) {
                UnresolvedCall only =
                        new UnresolvedCall("first", List.of(named("pivot value " + i)), false, Optional.of(matches), List.of(),
                                Origin.NONE);
                outer.add(new UnresolvedAlias(only, List.of(name(pivot, value, i, scope))));
            }
        }
        SelectAnalysis select = new SelectAnalysis(context);
        LogicalPlan grouped = select.aggregate(input, groupings, null, inner, Optional.empty());
        return select.aggregate(grouped, kept, null, outer, Optional.empty());
    }

    private static UnresolvedExpr matches(UnresolvedPlan.Pivot pivot, UnresolvedPlan.PivotValue value) {
        if (value.values().size() != pivot.columns().size()) {
            throw ErrorCondition.PIVOT_VALUE_DATA_TYPE_MISMATCH.with("detail", "a value has " + value.values().size() + " parts for "
                    + pivot.columns().size() + " columns");
        }
        UnresolvedExpr matches = null;
        for (int i = 0; i < value.values().size(); i++) {
            UnresolvedExpr equal = UnresolvedCall.of("<=>", named("pivot column " + i), value.values().get(i));
            matches = matches == null ? equal : UnresolvedCall.of("and", matches, equal);
        }
        if (matches == null) {
            throw ErrorCondition.PIVOT_VALUE_DATA_TYPE_MISMATCH.with("detail", "a value is empty");
        }
        return matches;
    }

    private String name(UnresolvedPlan.Pivot pivot, UnresolvedPlan.PivotValue value, int aggregate, Scope scope) {
        String of = value.alias().orElseGet(() -> text(value));
        if (pivot.aggregates().size() == 1) {
            return of;
        }
        UnresolvedExpr expr = pivot.aggregates().get(aggregate);
        return of + "_" + (expr instanceof UnresolvedAlias(var _, var names) ? names.getFirst() : new ColumnNames(scope).text(expr));
    }

    private String text(UnresolvedPlan.PivotValue value) {
        StringBuilder text = new StringBuilder();
        for (UnresolvedExpr part : value.values()) {
            Expr expr = new ExpressionResolver(context, Scope.EMPTY, new Clause.Plain("PIVOT")).resolve(part);
            if (!References.of(expr).isEmpty()) {
                throw ErrorCondition.NON_LITERAL_PIVOT_VALUES.with("expression", "\"" + expr + "\"");
            }
            Object shown = context.constants().evaluate(Operators.cast(expr, DataType.STRING, OnError.THROW, "PIVOT"))
                    .value();
            text.append(text.isEmpty() ? "" : ", ").append(shown == null ? "null" : shown);
        }
        return value.values().size() == 1 ? text.toString() : "{" + text + "}";
    }

    private static void collect(UnresolvedExpr expr, Scope scope, Set<Long> ids) {
        if (expr instanceof UnresolvedColumn(var parts, var _)) {
            Scope.Found found = scope.find(parts);
            if (found != null) {
                ids.add(found.attribute().id());
            }
        }
        for (UnresolvedExpr child : expr.children()) {
            collect(child, scope, ids);
        }
    }

    private static UnresolvedExpr named(String name) {
        return new UnresolvedColumn(List.of(name), Origin.NONE);
    }

    /** A row for each group of columns: the other columns, the group's name, its values. */
    LogicalPlan unpivot(LogicalPlan input, UnresolvedPlan.Unpivot unpivot) {
        ExpressionResolver resolver = new ExpressionResolver(context, new Scope(input.output()), new Clause.Plain("UNPIVOT"));
        List<List<Expr>> groups = new ArrayList<>();
        Set<Long> used = new HashSet<>();
        for (UnresolvedPlan.UnpivotGroup group : unpivot.groups()) {
            List<Expr> columns = resolver.resolveAll(group.columns());
            columns.forEach(column -> References.collect(column, used));
            groups.add(columns);
        }
        List<Attribute> output = new ArrayList<>();
        for (Attribute attribute : input.output()) {
            if (!used.contains(attribute.id())) {
                output.add(attribute);
            }
        }
        List<Expr> kept = new ArrayList<>();
        output.forEach(attribute -> kept.add(attribute.ref()));
        output.add(context.ids().attribute(unpivot.nameColumn(), DataType.STRING, false));
        List<Attribute> values = new ArrayList<>();
        for (int i = 0; i < unpivot.valueNames().size(); i++) {
            values.add(context.ids().attribute(unpivot.valueNames().get(i), type(groups, i, unpivot), true));
        }
        output.addAll(values);
        List<List<Expr>> projections = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            List<Expr> projection = new ArrayList<>(kept);
            projection.add(Literal.of(name(unpivot.groups().get(g))));
            for (int i = 0; i < values.size(); i++) {
                projection.add(Casts.to(groups.get(g).get(i), values.get(i).type()));
            }
            projections.add(projection);
        }
        LogicalPlan expanded = new Expand(input, projections, output);
        return unpivot.includeNulls() ? expanded : new Filter(expanded, someIsGiven(values));
    }

    private static Expr someIsGiven(List<Attribute> values) {
        Expr some = null;
        for (Attribute value : values) {
            Expr given = new Not(new IsNull(value.ref()));
            some = some == null ? given : new Or(some, given);
        }
        return some == null ? Literal.TRUE : some;
    }

    private static DataType type(List<List<Expr>> groups, int position, UnresolvedPlan.Unpivot unpivot) {
        DataType type = groups.getFirst().get(position).type();
        for (List<Expr> group : groups) {
            DataType before = type;
            DataType other = group.get(position).type();
            type = Widening.of(before, other).orElseThrow(() -> ErrorCondition.UNPIVOT_VALUE_DATA_TYPE_MISMATCH.with("column",
                    "\"" + unpivot.valueNames().get(position) + "\"", "first", before.sql(), "second", other.sql()));
        }
        return type;
    }

    private static String name(UnresolvedPlan.UnpivotGroup group) {
        if (group.alias().isPresent()) {
            return group.alias().get();
        }
        StringBuilder name = new StringBuilder();
        for (UnresolvedExpr column : group.columns()) {
            name.append(name.isEmpty() ? "" : "_").append(column instanceof UnresolvedColumn(var parts, var _) ? parts.getLast() : "");
        }
        return name.toString();
    }
}
