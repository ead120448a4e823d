package dev.millrace.api;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.OnError;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedCast;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.types.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values of a column that become columns. It takes two aggregations, the first by value, the second to lay the values side by side: so each
 * aggregate is computed once whatever the number of values, and a group that lacks a value gets null.
 */
record Pivot(UnresolvedExpr column, List<?> values) {

    static final int MOST_VALUES = 10_000;

    DataFrame aggregate(DataFrame frame, List<UnresolvedExpr> groupings, List<UnresolvedExpr> aggregates) {
        List<UnresolvedExpr> keys = new ArrayList<>(groupings);
        keys.add(column);
        List<UnresolvedExpr> outputs = new ArrayList<>(keys);
        outputs.addAll(aggregates);
        DataFrame byValue = frame.with(new UnresolvedPlan.Aggregate(frame.input(), keys, null, outputs, Optional.empty()));

        List<Attribute> columns = byValue.plan().output();
        List<UnresolvedExpr> groups = new ArrayList<>();
        for (Attribute group : columns.subList(0, groupings.size())) {
            groups.add(new ResolvedColumn(group));
        }
        List<UnresolvedExpr> sideBySide = new ArrayList<>(groups);
        ValueFormat format = ValueFormat.cast(frame.zone());
        for (Object value : values) {
            String name = name(value, format);
            UnresolvedExpr matches = matches(columns.get(groupings.size()), value);
            for (Attribute measure : columns.subList(groupings.size() + 1, columns.size())) {
                UnresolvedCall only = new UnresolvedCall("first", List.of(new ResolvedColumn(measure)), false, Optional.of(matches),
                        List.of(), Origin.NONE);
                sideBySide.add(new UnresolvedAlias(only, List.of(aggregates.size() == 1 ? name : name + "_" + measure.name())));
            }
        }
        return byValue.with(new UnresolvedPlan.Aggregate(byValue.input(), groups, null, sideBySide, Optional.empty()));
    }

    private static UnresolvedExpr matches(Attribute column, Object value) {
        UnresolvedExpr wanted = JavaLiterals.expr(value);
        UnresolvedExpr plain = wanted instanceof UnresolvedAlias(var input, var _) ? input : wanted;
        return UnresolvedCall.of("<=>", new ResolvedColumn(column), new UnresolvedCast(plain, column.type(), OnError.THROW));
    }

    private static String name(Object value, ValueFormat format) {
        UnresolvedExpr expr = JavaLiterals.expr(value);
        return expr instanceof UnresolvedLiteral(var literal)
                ? format.text(literal.value(), literal.type())
                : ColumnNames.nameOf(expr).orElseGet(() -> ColumnText.of(expr));
    }
}
