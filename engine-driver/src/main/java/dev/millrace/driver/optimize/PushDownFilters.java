package dev.millrace.driver.optimize;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.driver.expression.Sameness;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Generate;
import dev.millrace.plan.logical.Hint;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Repartition;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.Union;
import dev.millrace.plan.logical.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code Filter(op(x)) → op(Filter(x))} wherever the condition's columns come from below, down into scans; also parts of join conditions.
 */
final class PushDownFilters implements Rule {

    private final Determinism determinism;

    PushDownFilters(Determinism determinism) {
        this.determinism = determinism;
    }

    @Override
    public String name() {
        return "push_down_filters";
    }

    /** From the top, so that a condition goes all the way down in one pass. */
    @Override
    public LogicalPlan rewrite(LogicalPlan plan) {
        LogicalPlan moved = plan;
        LogicalPlan after = step(moved);
        while (after != moved) {
            moved = after;
            after = step(moved);
        }
        List<LogicalPlan> before = moved.children();
        List<LogicalPlan> changed = new ArrayList<>(before.size());
        boolean same = true;
        for (LogicalPlan child : before) {
            LogicalPlan rewritten = rewrite(child);
            same &= rewritten == child;
            changed.add(rewritten);
        }
        return same ? moved : moved.withChildren(changed);
    }

    private LogicalPlan step(LogicalPlan node) {
        return switch (node) {
            case Filter(var input, var condition) -> filter(node, input, condition);
            case Join join -> new JoinConditions(determinism).pushIntoSides(join);
            default -> node;
        };
    }

    private LogicalPlan filter(LogicalPlan whole, LogicalPlan input, Expr condition) {
        if (Conjuncts.isTrue(condition)) {
            return input;
        }
        return switch (input) {
            case Filter(var inner, var first) -> new Filter(inner, Conjuncts.join(List.of(first, condition)));
            case Project(var inner, var columns) when determinism.ofAll(columns) ->
                    new Project(new Filter(inner, References.substitute(condition, References.definitions(columns))), columns);
            case Scan scan -> intoScan(whole, scan, condition);
            case Sort(var inner, var keys, var global) -> new Sort(new Filter(inner, condition), keys, global);
            case Distinct(var inner) when determinism.of(condition) -> new Distinct(new Filter(inner, condition));
            case Hint(var inner, var name) -> new Hint(new Filter(inner, condition), name);
            case Repartition repartition when determinism.of(condition) ->
                    repartition.withChildren(List.of(new Filter(repartition.input(), condition)));
            case Union(var inputs, var output) when determinism.of(condition) -> intoUnion(inputs, output, condition);
            case Join join -> new JoinConditions(determinism).pushThrough(whole, join, condition);
            case Aggregate(var inner, var groupings, var _) when !groupings.isEmpty() ->
                    through(whole, input, condition, outputs(groupings), new Below(inner, References.definitions(groupings)));
            case Window window -> through(whole, input, condition, columnsOf(window.partitionBy()), new Below(window.input(), Map.of()));
            case Generate generate ->
                    through(whole, input, condition, References.ids(generate.input().output()), new Below(generate.input(), Map.of()));
            default -> whole;
        };
    }

    /** The input of the node that a condition passes, and how the node's columns are computed from it. */
    private record Below(LogicalPlan input, Map<Long, Expr> definitions) {}

    /** Moves the conjuncts over {@code movable} columns below the node, keeps the others above. */
    private LogicalPlan through(LogicalPlan whole, LogicalPlan node, Expr condition, Set<Long> movable, Below below) {
        List<Expr> moved = new ArrayList<>();
        List<Expr> kept = new ArrayList<>();
        for (Expr conjunct : Conjuncts.of(condition)) {
            Expr lower = References.substitute(conjunct, below.definitions());
            boolean moves = References.within(conjunct, movable) && determinism.of(lower);
            if (moves) {
                moved.add(lower);
            } else {
                kept.add(conjunct);
            }
        }
        if (moved.isEmpty()) {
            return whole;
        }
        LogicalPlan over = node.withChildren(List.of(new Filter(below.input(), Conjuncts.join(moved))));
        return kept.isEmpty() ? over : new Filter(over, Conjuncts.join(kept));
    }

    private LogicalPlan intoScan(LogicalPlan whole, Scan scan, Expr condition) {
        List<Expr> filters = new ArrayList<>(scan.filters());
        List<Expr> kept = new ArrayList<>();
        for (Expr conjunct : Conjuncts.of(condition)) {
            boolean moves = scan.limit() < 0 && determinism.of(conjunct) && kept.isEmpty();
            if (!moves) {
                kept.add(conjunct);
            } else if (!Sameness.contains(filters, conjunct)) {
                filters.add(conjunct);
            }
        }
        Scan filtered = new Scan(scan.table(), scan.columns(), scan.output(), filters, scan.limit());
        if (kept.isEmpty()) {
            return filtered;
        }
        return filters.size() == scan.filters().size() ? whole : new Filter(filtered, Conjuncts.join(kept));
    }

    private static LogicalPlan intoUnion(List<LogicalPlan> inputs, List<Attribute> output, Expr condition) {
        List<LogicalPlan> filtered = new ArrayList<>(inputs.size());
        for (LogicalPlan input : inputs) {
            Map<Long, Expr> definitions = new HashMap<>();
            for (int i = 0; i < output.size(); i++) {
                definitions.put(output.get(i).id(), input.output().get(i).ref());
            }
            filtered.add(new Filter(input, References.substitute(condition, definitions)));
        }
        return new Union(filtered, output);
    }

    private static Set<Long> outputs(List<NamedExpr> groupings) {
        Set<Long> ids = new HashSet<>();
        for (NamedExpr grouping : groupings) {
            ids.add(grouping.output().id());
        }
        return ids;
    }

    private static Set<Long> columnsOf(List<Expr> expressions) {
        Set<Long> ids = new HashSet<>();
        for (Expr expr : expressions) {
            if (expr instanceof ColumnRef(var attribute)) {
                ids.add(attribute.id());
            }
        }
        return ids;
    }
}
