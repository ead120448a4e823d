package dev.millrace.driver.optimize;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Call;
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
import java.util.function.UnaryOperator;

/** Rewrites the expressions of one node; a node whose expressions do not change is kept as it is. */
final class Expressions {

    private final UnaryOperator<Expr> step;
    private boolean changed;

    private Expressions(UnaryOperator<Expr> step) {
        this.step = step;
    }

    /** @param step given each expression of the node as a whole; returns the same object when it does not change it */
    static LogicalPlan map(LogicalPlan node, UnaryOperator<Expr> step) {
        Expressions expressions = new Expressions(step);
        LogicalPlan mapped = expressions.node(node);
        return expressions.changed ? mapped : node;
    }

    private LogicalPlan node(LogicalPlan node) {
        return switch (node) {
            case Project(var input, var columns) -> new Project(input, named(columns));
            case Filter(var input, var condition) -> new Filter(input, expr(condition));
            case Join(var left, var right, var type, var condition) -> new Join(left, right, type, expr(condition));
            case DependentJoin(var left, var right, var type, var condition) -> new DependentJoin(left, right, type, expr(condition));
            case MarkJoin(var left, var right, var condition, var mark) -> new MarkJoin(left, right, expr(condition), mark);
            case Sort(var input, var keys, var global) -> new Sort(input, keys(keys), global);
            case Scan(var table, var columns, var output, var filters, var limit) -> new Scan(table, columns, output, all(filters), limit);
            case Repartition(var input, var partitions, var keys, var byRange, var shuffle) ->
                    new Repartition(input, partitions, keys(keys), byRange, shuffle);
            case Generate(var input, var generator, var outer, var generated) -> new Generate(input, call(generator), outer, generated);
            case Aggregate(var input, var groupings, var aggregates) -> {
                List<Aggregate.Measure> measures = new ArrayList<>(aggregates.size());
                for (Aggregate.Measure measure : aggregates) {
                    measures.add(new Aggregate.Measure(measure.output(), aggregate(measure.call())));
                }
                yield new Aggregate(input, named(groupings), measures);
            }
            case Expand(var input, var projections, var output) -> {
                List<List<Expr>> mapped = new ArrayList<>(projections.size());
                for (List<Expr> projection : projections) {
                    mapped.add(all(projection));
                }
                yield new Expand(input, mapped, output);
            }
            case Window(var input, var partitionBy, var orderBy, var functions) -> {
                List<Window.Function> mapped = new ArrayList<>(functions.size());
                for (Window.Function function : functions) {
                    mapped.add(new Window.Function(function.output(), aggregate(function.call()), function.frame().map(this::expr),
                            function.ignoreNulls()));
                }
                yield new Window(input, all(partitionBy), keys(orderBy), mapped);
            }
            case LocalTable _, RecursiveTable _, Range _, Limit _, Union _, SetOperation _, Distinct _, SubqueryAlias _,
                    Sample _, Hint _, Write _ ->
                    node;
        };
    }

    private Expr expr(Expr expr) {
        Expr mapped = step.apply(expr);
        changed |= mapped != expr;
        return mapped;
    }

    /** A generator stays a call: only its arguments are rewritten. */
    private Call call(Call generator) {
        return generator.withChildren(all(generator.arguments()));
    }

    private List<Expr> all(List<Expr> expressions) {
        List<Expr> mapped = new ArrayList<>(expressions.size());
        for (Expr expr : expressions) {
            mapped.add(expr(expr));
        }
        return mapped;
    }

    private List<NamedExpr> named(List<NamedExpr> columns) {
        List<NamedExpr> mapped = new ArrayList<>(columns.size());
        for (NamedExpr column : columns) {
            mapped.add(new NamedExpr(column.output(), expr(column.expr())));
        }
        return mapped;
    }

    private List<SortKey> keys(List<SortKey> keys) {
        List<SortKey> mapped = new ArrayList<>(keys.size());
        for (SortKey key : keys) {
            mapped.add(new SortKey(expr(key.expr()), key.ascending(), key.nullsFirst()));
        }
        return mapped;
    }

    private AggregateCall aggregate(AggregateCall call) {
        Expr filter = call.filter();
        return new AggregateCall(call.function(), all(call.arguments()), call.distinct(), filter == null ? null : expr(filter),
                keys(call.order()),
                call.type(), call.nullable());
    }
}
