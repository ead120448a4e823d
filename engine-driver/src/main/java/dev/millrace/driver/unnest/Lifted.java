package dev.millrace.driver.unnest;

import dev.millrace.driver.expression.References;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A right side whose uses of left columns have been lifted out of it. For a left row it stands for the rows of {@code plan} that meet the
 * conditions.
 *
 * @param plan       uses no left column; has what the other parts use, in any order
 * @param conditions conjuncts over the columns of {@code plan} and the left side, each of which uses the left side
 * @param deferred   columns, by id, that are not in {@code plan} and are computed from its columns and the left side's
 * @param absent     for a relation of exactly one row per left row, what that row is when no row of {@code plan} meets the conditions; at
 *                   most one does then
 */
record Lifted(LogicalPlan plan, List<Expr> conditions, Map<Long, NamedExpr> deferred, @Nullable Absent absent) {

    Lifted {
        conditions = List.copyOf(conditions);
    }

    /**
     * The row of an empty group.
     *
     * @param values  every column of the relation by id, over left columns at most
     * @param present conjuncts that the row must still meet when it is there, over {@code plan} and the left side
     * @param missing the same conjuncts for the row of the empty group
     */
    record Absent(Map<Long, NamedExpr> values, List<Expr> present, List<Expr> missing) {}

    /** A plan that uses no left column. */
    static Lifted of(LogicalPlan plan) {
        return new Lifted(plan, List.of(), Map.of(), null);
    }

    Lifted withPlan(LogicalPlan other) {
        return new Lifted(other, conditions, deferred, absent);
    }

    Set<Long> inside() {
        return References.ids(plan.output());
    }

    /** What computes each deferred column. */
    Map<Long, Expr> definitions() {
        return definitions(deferred);
    }

    static Map<Long, Expr> definitions(Map<Long, NamedExpr> columns) {
        Map<Long, Expr> definitions = new HashMap<>();
        columns.forEach((id, column) -> definitions.put(id, column.expr()));
        return definitions;
    }

    /** All expressions apart from the plan. */
    List<Expr> expressions() {
        List<Expr> all = new ArrayList<>(conditions);
        deferred.values().forEach(column -> all.add(column.expr()));
        if (absent != null) {
            absent.values().values().forEach(column -> all.add(column.expr()));
            all.addAll(absent.present());
            all.addAll(absent.missing());
        }
        return all;
    }

    /** Columns of the plan that the other parts use. */
    List<Attribute> carried() {
        Set<Long> used = new HashSet<>();
        expressions().forEach(expr -> References.collect(expr, used));
        return plan.output().stream().filter(attribute -> used.contains(attribute.id())).toList();
    }
}
