package dev.millrace.driver.explain;

import dev.millrace.driver.expression.Conjuncts;
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

/** One line for each logical node. */
final class LogicalText {

    private LogicalText() {}

    static String of(LogicalPlan plan) {
        return switch (plan) {
            case Scan scan -> "Scan  " + scan.table().describe() + " " + Text.names(scan.schema())
                    + (scan.filters().isEmpty() ? "" : "  filters=" + Text.list(scan.filters()))
                    + (scan.limit() < 0 ? "" : "  limit=" + scan.limit());
            case RecursiveTable _ -> "RecursiveTable  " + Text.names(plan.schema());
            case LocalTable(var rows, var _) -> "LocalTable  " + Text.names(plan.schema()) + "  rows=" + rows.rowCount();
            case Range(var start, var end, var step, var _, var _) -> "Range  " + start + " to " + end + " by " + step;
            case Project(var _, var columns) -> "Project  " + Text.list(columns);
            case Filter(var _, var condition) -> "Filter  " + Text.bare(condition);
            case Aggregate(var _, var groupings, var aggregates) ->
                    "Aggregate  by " + Text.list(groupings) + "  compute " + Text.list(aggregates);
            case Join(var _, var _, var type, var condition) ->
                    "Join  " + type + (Conjuncts.isTrue(condition) ? "" : "  on " + Text.bare(condition));
            case DependentJoin(var _, var _, var type, var condition) ->
                    "DependentJoin  " + type + (Conjuncts.isTrue(condition) ? "" : "  on " + Text.bare(condition));
            case MarkJoin(var _, var _, var condition, var mark) ->
                    "MarkJoin  " + mark.name() + (Conjuncts.isTrue(condition) ? "" : "  on " + Text.bare(condition));
            case Sort(var _, var keys, var global) -> "Sort  " + Text.list(keys) + (global ? "" : "  within partitions");
            case Limit(var _, var limit, var offset) -> "Limit  " + (limit < 0 ? "all" : limit) + (offset == 0 ? "" : "  offset=" + offset);
            case Union union -> "Union  " + Text.count(union.inputs().size(), "input");
            case SetOperation operation -> operation.kind() + (operation.all() ? " ALL" : "");
            case Distinct _ -> "Distinct";
            case SubqueryAlias(var _, var name) -> "SubqueryAlias  " + name;
            case Sample sample ->
                    "Sample  " + sample.lower() + " to " + sample.upper() + (sample.withReplacement() ? " with replacement" : "")
                            + "  seed=" + sample.seed();
            case Repartition repartition ->
                    "Repartition  " + (repartition.partitions() == 0 ? "auto" : String.valueOf(repartition.partitions()))
                            + (repartition.keys().isEmpty() ? ""
                                    : (repartition.byRange() ? " by range of " : " by hash of ") + Text.list(repartition.keys()))
                            + (repartition.shuffle() ? "" : " without exchange");
            case Generate generate -> "Generate  " + generate.generator() + (generate.outer() ? " outer" : "");
            case Expand expand -> "Expand  " + Text.count(expand.projections().size(), "projection");
            case Window window ->
                    "Window  " + Text.list(window.functions()) + "  partition by " + Text.list(window.partitionBy()) + "  order by "
                            + Text.list(window.orderBy());
            case Hint(var _, var name) -> "Hint  " + name;
            case Write(var _, var target) -> "Write  " + target.format() + " " + target.path() + " " + target.mode()
                    + (target.partitionColumns().isEmpty() ? "" : "  partitioned by " + target.partitionColumns());
        };
    }
}
