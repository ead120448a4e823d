package dev.millrace.driver.optimize;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.driver.expression.References;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.LocalRows;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Computes, carries and reads only the columns that something above needs. */
final class PruneColumns implements Rule {

    @Override
    public String name() {
        return "prune_columns";
    }

    @Override
    public LogicalPlan rewrite(LogicalPlan plan) {
        return prune(plan, References.ids(plan.output()));
    }

    /** The plan with at least the needed columns, in their order; the same object when there is nothing to leave out. */
    private LogicalPlan prune(LogicalPlan plan, Set<Long> needed) {
        return switch (plan) {
            case Scan scan -> scan(scan, needed);
            case LocalTable(var rows, var output) -> local(plan, rows, output, needed);
            case Project(var input, var columns) -> project(plan, input, columns, needed);
            case Filter(var input, var condition) -> through(plan, input, needed, References.of(condition));
            case Aggregate aggregate -> aggregate(aggregate, needed);
            case Join join -> join(join, needed);
            case RecursiveTable _, DependentJoin _, MarkJoin _ -> plan;
            case Sort(var input, var keys, var _) -> {
                Set<Long> own = new HashSet<>();
                References.collect(keys, own);
                yield exactly(plan, input, needed, own);
            }
            case Window window -> window(window, needed);
            case Generate generate -> {
                Set<Long> own = References.of(generate.generator());
                Set<Long> below = new HashSet<>(needed);
                below.removeAll(References.ids(generate.generated()));
                yield exactly(plan, generate.input(), below, own);
            }
            case Expand expand -> expand(expand, needed);
            case Union(var inputs, var output) -> union(plan, inputs, output, needed);
            case Repartition repartition -> {
                Set<Long> own = new HashSet<>();
                References.collect(repartition.keys(), own);
                yield exactly(plan, repartition.input(), needed, own);
            }
            case Limit(var input, var _, var _) -> through(plan, input, needed, Set.of());
            case Sample sample -> through(plan, sample.input(), needed, Set.of());
            case Hint(var input, var _) -> through(plan, input, needed, Set.of());
            case SubqueryAlias(var input, var _) -> through(plan, input, needed, Set.of());
            case Distinct(var input) -> through(plan, input, References.ids(input.output()), Set.of());
            case Write(var input, var _) -> through(plan, input, References.ids(input.output()), Set.of());
            case SetOperation(var _, var _, var left, var right, var _) -> {
                LogicalPlan one = prune(left, References.ids(left.output()));
                LogicalPlan other = prune(right, References.ids(right.output()));
                yield one == left && other == right ? plan : plan.withChildren(List.of(one, other));
            }
            case Range _ -> plan;
        };
    }

    private LogicalPlan through(LogicalPlan plan, LogicalPlan input, Set<Long> needed, Set<Long> own) {
        LogicalPlan pruned = prune(input, union(needed, own));
        return pruned == input ? plan : plan.withChildren(List.of(pruned));
    }

    /** As {@link #through}, and what the input carries beyond that is dropped: rows are about to be copied. */
    private LogicalPlan exactly(LogicalPlan plan, LogicalPlan input, Set<Long> needed, Set<Long> own) {
        LogicalPlan pruned = only(input, union(needed, own));
        return pruned == input ? plan : plan.withChildren(List.of(pruned));
    }

    private LogicalPlan only(LogicalPlan input, Set<Long> wanted) {
        LogicalPlan pruned = prune(input, wanted);
        List<NamedExpr> kept = new ArrayList<>();
        List<Attribute> output = pruned.output();
        for (Attribute attribute : output) {
            if (wanted.contains(attribute.id())) {
                kept.add(NamedExpr.of(attribute));
            }
        }
        return kept.size() == output.size() ? pruned : new Project(pruned, kept);
    }

    private static Set<Long> union(Set<Long> one, Set<Long> other) {
        if (other.isEmpty()) {
            return one;
        }
        Set<Long> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    private static LogicalPlan scan(Scan scan, Set<Long> needed) {
        Set<Long> wanted = new HashSet<>(needed);
        for (Expr filter : scan.filters()) {
            References.collect(filter, wanted);
        }
        List<Integer> columns = new ArrayList<>();
        List<Attribute> output = new ArrayList<>();
        for (int i = 0; i < scan.output().size(); i++) {
            if (wanted.contains(scan.output().get(i).id())) {
                columns.add(scan.columns().get(i));
                output.add(scan.output().get(i));
            }
        }
        return output.size() == scan.output().size() ? scan : new Scan(scan.table(), columns, output, scan.filters(), scan.limit());
    }

    private static LogicalPlan local(LogicalPlan plan, LocalRows rows, List<Attribute> output, Set<Long> needed) {
        List<Integer> kept = new ArrayList<>();
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < output.size(); i++) {
            if (needed.contains(output.get(i).id())) {
                kept.add(i);
                attributes.add(output.get(i));
            }
        }
        if (kept.size() == output.size()) {
            return plan;
        }
        List<Batch> batches = new ArrayList<>(rows.batches().size());
        for (Batch batch : rows.batches()) {
            List<Vector> columns = new ArrayList<>(kept.size());
            for (int column : kept) {
                columns.add(batch.column(column));
            }
            batches.add(Batch.of(batch.length(), columns));
        }
        int[] ordinals = new int[kept.size()];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = kept.get(i);
        }
        return new LocalTable(new LocalRows(rows.schema().select(ordinals), batches), attributes);
    }

    private LogicalPlan project(LogicalPlan plan, LogicalPlan input, List<NamedExpr> columns, Set<Long> needed) {
        List<NamedExpr> kept = new ArrayList<>(columns.size());
        Set<Long> own = new HashSet<>();
        for (NamedExpr column : columns) {
            if (needed.contains(column.output().id())) {
                kept.add(column);
                References.collect(column.expr(), own);
            }
        }
        LogicalPlan pruned = prune(input, own);
        return pruned == input && kept.size() == columns.size() ? plan : new Project(pruned, kept);
    }

    private LogicalPlan aggregate(Aggregate aggregate, Set<Long> needed) {
        Set<Long> own = new HashSet<>();
        for (NamedExpr grouping : aggregate.groupings()) {
            References.collect(grouping.expr(), own);
        }
        List<Aggregate.Measure> kept = new ArrayList<>();
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            if (needed.contains(measure.output().id())) {
                kept.add(measure);
                References.collect(measure.call(), own);
            }
        }
        LogicalPlan pruned = prune(aggregate.input(), own);
        return pruned == aggregate.input() && kept.size() == aggregate.aggregates().size()
                ? aggregate
                : new Aggregate(pruned, aggregate.groupings(), kept);
    }

    private LogicalPlan join(Join join, Set<Long> needed) {
        Set<Long> wanted = union(needed, References.of(join.condition()));
        LogicalPlan left = only(join.left(), wanted);
        LogicalPlan right = only(join.right(), join.type().givesRight() ? wanted : References.of(join.condition()));
        return left == join.left() && right == join.right() ? join : join.withChildren(List.of(left, right));
    }

    private LogicalPlan window(Window window, Set<Long> needed) {
        Set<Long> own = new HashSet<>();
        for (Expr expr : window.partitionBy()) {
            References.collect(expr, own);
        }
        References.collect(window.orderBy(), own);
        List<Window.Function> kept = new ArrayList<>();
        Set<Long> made = new HashSet<>();
        for (Window.Function function : window.functions()) {
            made.add(function.output().id());
            if (needed.contains(function.output().id())) {
                kept.add(function);
                References.collect(function.call(), own);
            }
        }
        Set<Long> below = new HashSet<>(needed);
        below.removeAll(made);
        if (kept.isEmpty()) {
            return prune(window.input(), below);
        }
        LogicalPlan input = only(window.input(), union(below, own));
        return input == window.input() && kept.size() == window.functions().size()
                ? window
                : new Window(input, window.partitionBy(), window.orderBy(), kept);
    }

    private LogicalPlan expand(Expand expand, Set<Long> needed) {
        List<Integer> kept = new ArrayList<>();
        List<Attribute> output = new ArrayList<>();
        for (int i = 0; i < expand.output().size(); i++) {
            if (needed.contains(expand.output().get(i).id())) {
                kept.add(i);
                output.add(expand.output().get(i));
            }
        }
        Set<Long> own = new HashSet<>();
        List<List<Expr>> projections = new ArrayList<>();
        for (List<Expr> projection : expand.projections()) {
            List<Expr> chosen = new ArrayList<>(kept.size());
            for (int column : kept) {
                chosen.add(projection.get(column));
                References.collect(projection.get(column), own);
            }
            projections.add(chosen);
        }
        LogicalPlan input = prune(expand.input(), own);
        boolean same = input == expand.input() && kept.size() == expand.output().size();
        return same ? expand : new Expand(input, projections, output);
    }

    private LogicalPlan union(LogicalPlan plan, List<LogicalPlan> inputs, List<Attribute> output, Set<Long> needed) {
        List<Integer> kept = new ArrayList<>();
        List<Attribute> keptOutput = new ArrayList<>();
        for (int i = 0; i < output.size(); i++) {
            if (needed.contains(output.get(i).id())) {
                kept.add(i);
                keptOutput.add(output.get(i));
            }
        }
        boolean same = kept.size() == output.size();
        List<LogicalPlan> pruned = new ArrayList<>(inputs.size());
        for (LogicalPlan input : inputs) {
            Set<Long> wanted = new HashSet<>();
            List<NamedExpr> columns = new ArrayList<>();
            for (int column : kept) {
                wanted.add(input.output().get(column).id());
                columns.add(NamedExpr.of(input.output().get(column)));
            }
            LogicalPlan child = prune(input, wanted);
            boolean exact = child.output().size() == columns.size();
            LogicalPlan chosen = exact ? child : new Project(child, columns);
            same &= chosen == input;
            pruned.add(chosen);
        }
        return same ? plan : new Union(pruned, keptOutput);
    }
}
