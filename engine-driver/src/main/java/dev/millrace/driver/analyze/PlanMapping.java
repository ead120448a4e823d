package dev.millrace.driver.analyze;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
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

/** A plan with other columns or expressions in every node. */
final class PlanMapping {

    private final UnaryOperator<Attribute> columns;
    private final UnaryOperator<Expr> expressions;

    private PlanMapping(UnaryOperator<Attribute> columns, UnaryOperator<Expr> expressions) {
        this.columns = columns;
        this.expressions = expressions;
    }

    /** {@code columns} is applied to what nodes make, {@code expressions} to each whole expression. */
    static LogicalPlan of(LogicalPlan plan, UnaryOperator<Attribute> columns, UnaryOperator<Expr> expressions) {
        return plan.rewrite(new PlanMapping(columns, expressions)::node);
    }

    private LogicalPlan node(LogicalPlan node) {
        return switch (node) {
            case Scan(var table, var columns, var output, var filters, var limit) ->
                    new Scan(table, columns, attributes(output), all(filters), limit);
            case LocalTable(var rows, var output) -> new LocalTable(rows, attributes(output));
            case RecursiveTable(var anchor, var step, var before, var output) ->
                    new RecursiveTable(anchor, step, before, attributes(output));
            case Range(var start, var end, var step, var partitions, var output) ->
                    new Range(start, end, step, partitions, attributes(output));
            case Project(var input, var columns) -> new Project(input, named(columns));
            case Filter(var input, var condition) -> new Filter(input, expr(condition));
            case Aggregate(var input, var groupings, var aggregates) -> {
                List<Aggregate.Measure> measures = new ArrayList<>();
                for (Aggregate.Measure measure : aggregates) {
                    measures.add(new Aggregate.Measure(attribute(measure.output()), call(measure.call())));
                }
                yield new Aggregate(input, named(groupings), measures);
            }
            case Join(var left, var right, var type, var condition) -> new Join(left, right, type, expr(condition));
            case DependentJoin(var left, var right, var type, var condition) -> new DependentJoin(left, right, type, expr(condition));
            case MarkJoin(var left, var right, var condition, var mark) -> new MarkJoin(left, right, expr(condition), attribute(mark));
            case Sort(var input, var keys, var global) -> new Sort(input, keys(keys), global);
            case Union(var inputs, var output) -> new Union(inputs, attributes(output));
            case SetOperation(var kind, var all, var left, var right, var output) ->
                    new SetOperation(kind, all, left, right, attributes(output));
            case Repartition(var input, var partitions, var keys, var byRange, var shuffle) ->
                    new Repartition(input, partitions, keys(keys), byRange, shuffle);
            case Generate(var input, var generator, var outer, var generated) ->
                    new Generate(input, (Call) expr(generator), outer, attributes(generated));
            case Expand(var input, var projections, var output) -> {
                List<List<Expr>> changed = new ArrayList<>();
                for (List<Expr> projection : projections) {
                    changed.add(all(projection));
                }
                yield new Expand(input, changed, attributes(output));
            }
            case Window(var input, var partitionBy, var orderBy, var functions) -> {
                List<Window.Function> changed = new ArrayList<>();
                for (Window.Function function : functions) {
                    changed.add(new Window.Function(attribute(function.output()), call(function.call()), function.frame().map(this::expr),
                            function.ignoreNulls()));
                }
                yield new Window(input, all(partitionBy), keys(orderBy), changed);
            }
            case Limit _, Distinct _, SubqueryAlias _, Sample _, Hint _, Write _ -> node;
        };
    }

    private Attribute attribute(Attribute attribute) {
        return columns.apply(attribute);
    }

    private List<Attribute> attributes(List<Attribute> attributes) {
        List<Attribute> changed = new ArrayList<>(attributes.size());
        for (Attribute attribute : attributes) {
            changed.add(attribute(attribute));
        }
        return changed;
    }

    private Expr expr(Expr expr) {
        return expressions.apply(expr);
    }

    private List<Expr> all(List<Expr> expressions) {
        List<Expr> changed = new ArrayList<>(expressions.size());
        for (Expr expr : expressions) {
            changed.add(expr(expr));
        }
        return changed;
    }

    private List<NamedExpr> named(List<NamedExpr> given) {
        List<NamedExpr> changed = new ArrayList<>(given.size());
        for (NamedExpr column : given) {
            changed.add(new NamedExpr(attribute(column.output()), expr(column.expr())));
        }
        return changed;
    }

    private List<SortKey> keys(List<SortKey> keys) {
        return SelectClause.mapped(keys, this::expr);
    }

    private AggregateCall call(AggregateCall call) {
        return SelectClause.mapped(call, this::expr);
    }
}
