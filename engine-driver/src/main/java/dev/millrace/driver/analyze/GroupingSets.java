package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.Sameness;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.Expand;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GROUPING SETS, ROLLUP and CUBE as an {@link Expand}: each row once a set, with the groupings that the set leaves out set to null, and a
 * grouping id whose bits (first grouping highest) say which those are.
 *
 * @param input   what is aggregated
 * @param columns for each grouping of the query the column that holds it
 * @param keys    groupings of the aggregate
 * @param id      grouping id, null without grouping sets
 * @param ids     grouping id of each set
 */
record GroupingSets(LogicalPlan input, List<NamedExpr> columns, List<NamedExpr> keys, @Nullable Attribute id, List<Long> ids) {

    /** Name of the column that says which grouping set a row belongs to. */
    static final String ID = "grouping_id";

    /** A plain GROUP BY; a grouping that is written twice is one key. */
    static GroupingSets none(LogicalPlan input, List<NamedExpr> groupings) {
        List<NamedExpr> columns = new ArrayList<>();
        List<NamedExpr> keys = new ArrayList<>();
        for (NamedExpr grouping : groupings) {
            NamedExpr column = grouping;
            for (NamedExpr earlier : keys) {
                if (Sameness.of(earlier.expr(), grouping.expr())) {
                    column = earlier;
                }
            }
            if (column == grouping) {
                keys.add(grouping);
            }
            columns.add(column);
        }
        return new GroupingSets(input, columns, keys, null, List.of());
    }

    static GroupingSets expand(AnalysisContext context, LogicalPlan input, List<NamedExpr> groupings, List<List<Integer>> sets) {
        List<NamedExpr> passed = new ArrayList<>();
        for (Attribute attribute : input.output()) {
            passed.add(NamedExpr.of(attribute));
        }
        List<Attribute> output = new ArrayList<>(input.output());
        List<Expr> values = new ArrayList<>();
        List<NamedExpr> columns = new ArrayList<>();
        boolean computes = false;
        for (NamedExpr grouping : groupings) {
            if (grouping.expr() instanceof ColumnRef) {
                values.add(grouping.expr());
            } else {
                computes = true;
                passed.add(grouping);
                values.add(grouping.output().ref());
            }
            Attribute copy = context.ids().attribute(grouping.output().name(), grouping.output().type(), true)
                    .withQualifier(grouping.output().qualifier());
            columns.add(NamedExpr.of(copy));
            output.add(copy);
        }
        Attribute id = context.ids().attribute(ID, DataType.BIGINT, false);
        output.add(id);
        List<NamedExpr> keys = new ArrayList<>(columns);
        keys.add(NamedExpr.of(id));
        List<Long> ids = new ArrayList<>();
        for (List<Integer> set : sets) {
            ids.add(missing(set, groupings.size()));
        }
        boolean repeated = new HashSet<>(ids).size() < ids.size();
        if (repeated) {
            Attribute position = context.ids().attribute("grouping_position", DataType.INT, false);
            output.add(position);
            keys.add(NamedExpr.of(position));
        }
        List<List<Expr>> projections = new ArrayList<>();
        for (int s = 0; s < sets.size(); s++) {
            List<Expr> projection = new ArrayList<>();
            for (Attribute attribute : input.output()) {
                projection.add(attribute.ref());
            }
            for (int g = 0; g < values.size(); g++) {
                projection.add(sets.get(s).contains(g) ? values.get(g) : Literal.ofNull(values.get(g).type()));
            }
            projection.add(Literal.of((long) ids.get(s)));
            if (repeated) {
                projection.add(Literal.of(s));
            }
            projections.add(projection);
        }
        LogicalPlan source = computes ? new Project(input, passed) : input;
        return new GroupingSets(new Expand(source, projections, output), columns, keys, id, ids);
    }

    private static long missing(List<Integer> set, int groupings) {
        long id = 0;
        for (int g = 0; g < groupings; g++) {
            id = id << 1 | (set.contains(g) ? 0 : 1);
        }
        return id;
    }
}
