package dev.millrace.driver.unnest;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Expand;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Generate;
import dev.millrace.plan.logical.Hint;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.MarkJoin;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Range;
import dev.millrace.plan.logical.RecursiveTable;
import dev.millrace.plan.logical.Repartition;
import dev.millrace.plan.logical.Sample;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.logical.SetOperation;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.logical.Union;
import dev.millrace.plan.logical.Window;
import dev.millrace.plan.logical.Write;
import java.util.ArrayList;
import java.util.List;

/** The expressions that one node computes. */
final class NodeExpressions {

    private NodeExpressions() {}

    static List<Expr> of(LogicalPlan node) {
        List<Expr> all = new ArrayList<>();
        switch (node) {
            case Project(var _, var columns) -> named(columns, all);
            case Filter(var _, var condition) -> all.add(condition);
            case Join join -> all.add(join.condition());
            case DependentJoin join -> all.add(join.condition());
            case MarkJoin join -> all.add(join.condition());
            case Sort(var _, var keys, var _) -> keys(keys, all);
            case Scan scan -> all.addAll(scan.filters());
            case Repartition repartition -> keys(repartition.keys(), all);
            case Generate generate -> all.add(generate.generator());
            case Aggregate(var _, var groupings, var aggregates) -> {
                named(groupings, all);
                aggregates.forEach(measure -> call(measure.call(), all));
            }
            case Expand(var _, var projections, var _) -> projections.forEach(all::addAll);
            case Window(var _, var partitionBy, var orderBy, var functions) -> {
                all.addAll(partitionBy);
                keys(orderBy, all);
                functions.forEach(function -> {
                    call(function.call(), all);
                    all.addAll(function.frame().limits());
                });
            }
            case LocalTable _, RecursiveTable _, Range _, Limit _, Union _, SetOperation _, Distinct _, SubqueryAlias _,
                    Sample _, Hint _, Write _ ->
                    {
                    }
        }
        return all;
    }

    private static void named(List<NamedExpr> columns, List<Expr> all) {
        columns.forEach(column -> all.add(column.expr()));
    }

    private static void keys(List<SortKey> keys, List<Expr> all) {
        keys.forEach(key -> all.add(key.expr()));
    }

    private static void call(AggregateCall call, List<Expr> all) {
        all.addAll(call.arguments());
        Expr filter = call.filter();
        if (filter != null) {
            all.add(filter);
        }
        keys(call.order(), all);
    }
}
