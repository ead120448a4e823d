package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.driver.expression.Sameness;
import dev.millrace.error.EngineException;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.MarkJoin;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.Window;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sorting and filtering by what a projection below has dropped: {@code df.select("a").orderBy("b")}, or by an aggregate that is no result
 * column. The columns are led through the projections; whoever asked drops them again.
 */
final class HiddenColumns {

    /** Place of a condition over a result of which no window function is asked. */
    static final String FILTER = "WHERE";

    private final AnalysisContext context;
    private final UnresolvedTree tree;

    HiddenColumns(AnalysisContext context) {
        this.context = context;
        this.tree = new UnresolvedTree(context.functions());
    }

    /** Typed expressions, a resolver for their names, and the plan that has all their columns. */
    record Resolved(LogicalPlan plan, List<Expr> expressions, ExpressionResolver resolver) {

        /** {@code changed} with the columns that {@code before} has, in its order. */
        static LogicalPlan restore(LogicalPlan changed, LogicalPlan before) {
            if (changed.output().size() == before.output().size()) {
                return changed;
            }
            List<NamedExpr> columns = new ArrayList<>();
            for (Attribute attribute : before.output()) {
                columns.add(NamedExpr.of(attribute));
            }
            return new Project(changed, columns);
        }
    }

    Resolved resolve(LogicalPlan plan, List<UnresolvedExpr> expressions, String place) {
        Scope scope = new Scope(plan.output());
        boolean plain = true;
        for (UnresolvedExpr expr : expressions) {
            plain &= tree.covered(expr, scope, List.of()) && !tree.aggregates(expr) && !tree.hasSubquery(expr) && !tree.hasWindow(expr)
                    && !GroupingCalls.in(expr);
        }
        ExpressionResolver simple = new ExpressionResolver(context, scope, new Clause.Plain(place));
        if (plain) {
            return new Resolved(plan, simple.resolveAll(expressions), simple);
        }
        if (plan instanceof Distinct(Project project)) {
            return overDistinct(plan, project, expressions, place);
        }
        Aggregate aggregate = aggregateBelow(plan);
        Scope visible = new Scope(plan.output(), below(plan));
        List<Aggregate.Measure> added = new ArrayList<>();
        Below clause = new Below(aggregate, added, place, visible);
        GroupingCalls grouping = aggregate == null ? null : GroupingCalls.over(aggregate, new ExpressionResolver(context, visible, clause));
        ExpressionResolver resolver = new ExpressionResolver(context, visible, clause);
        UnaryOperator<Expr> overGroups = aggregate == null ? expr -> expr : groups(aggregate)::replace;
        List<Expr> resolved = new ArrayList<>(expressions.size());
        for (UnresolvedExpr written : expressions) {
            UnresolvedExpr expr = grouping == null ? written : grouping.replace(written);
            if (!tree.covered(expr, visible, List.of())) {
                simple.resolve(expr);
            }
            resolved.add(overGroups.apply(resolver.resolve(expr)));
        }
        Set<Long> wanted = new TreeSet<>();
        for (Expr expr : resolved) {
            References.collect(expr, wanted);
        }
        wanted.addAll(resolver.subqueries().references());
        wanted.addAll(clause.windows.references(overGroups));
        LogicalPlan exposed = expose(plan, wanted, added);
        return new Resolved(clause.windows.windowsOver(exposed, overGroups), resolved, resolver);
    }

    /** Rows that are made distinct have lost what they were made of: an expression must be a column, as written in the SELECT list. */
    private Resolved overDistinct(LogicalPlan distinct, Project project, List<UnresolvedExpr> expressions, String place) {
        ExpressionResolver simple = new ExpressionResolver(context, new Scope(distinct.output()), new Clause.Plain(place));
        List<Expr> resolved = new ArrayList<>();
        for (UnresolvedExpr expr : expressions) {
            Expr made = tree.covered(expr, simple.scope(), List.of()) && !tree.aggregates(expr) ? null : column(project, expr, place);
            resolved.add(made == null ? simple.resolve(expr) : made);
        }
        return new Resolved(distinct, resolved, simple);
    }

    private @Nullable Expr column(Project project, UnresolvedExpr expr, String place) {
        Expr wanted;
        try {
            wanted = resolve(project, List.of(expr), place).expressions().getFirst();
        } catch (EngineException _) {
            return null;
        }
        for (NamedExpr column : project.columns()) {
            if (Sameness.of(column.expr(), wanted)) {
                return column.output().ref();
            }
        }
        return null;
    }

    /** Aggregates and window functions that stand in an ORDER BY or a filter over a result. */
    private final class Below implements Clause {
        private final @Nullable Aggregate aggregate;
        private final List<Aggregate.Measure> added;
        private final String place;
        private final SelectClause windows;

        Below(@Nullable Aggregate aggregate, List<Aggregate.Measure> added, String place, Scope visible) {
            this.aggregate = aggregate;
            this.added = added;
            this.place = place;
            this.windows = new SelectClause(context, visible, this);
        }

        @Override
        public Expr aggregate(FunctionDefinition function, UnresolvedCall call, String text) {
            if (aggregate == null) {
                return new Plain(place).aggregate(function, call, text);
            }
            Scope input = new Scope(aggregate.input().output());
            AggregateCall wanted = new FunctionCalls(context, new ExpressionResolver(context, input, new AggregateArgument()), this)
                    .aggregate(function, call, text);
            for (Aggregate.Measure measure : aggregate.aggregates()) {
                if (Sameness.of(measure.call(), wanted)) {
                    return measure.output().ref();
                }
            }
            for (Aggregate.Measure measure : added) {
                if (Sameness.of(measure.call(), wanted)) {
                    return measure.output().ref();
                }
            }
            Attribute output = context.ids().attribute(text, wanted.type(), wanted.nullable());
            added.add(new Aggregate.Measure(output, wanted));
            return output.ref();
        }

        @Override
        public Expr window(UnresolvedWindow window, String text) {
            return place.equals(FILTER) ? new Plain(place).window(window, text) : windows.window(window, text);
        }
    }

    private static Groups groups(Aggregate aggregate) {
        Groups groups = new Groups(new Scope(hiddenBy(aggregate)));
        for (NamedExpr grouping : aggregate.groupings()) {
            groups.add(grouping.expr(), grouping);
        }
        return groups;
    }

    /** Input columns of the aggregate that are not among its outputs. */
    private static List<Attribute> hiddenBy(Aggregate aggregate) {
        Scope output = new Scope(aggregate.output());
        List<Attribute> hidden = new ArrayList<>();
        for (Attribute attribute : aggregate.input().output()) {
            if (!output.contains(attribute.id())) {
                hidden.add(attribute);
            }
        }
        return hidden;
    }

    private static @Nullable Aggregate aggregateBelow(LogicalPlan plan) {
        return switch (plan) {
            case Aggregate aggregate -> aggregate;
            case Project(var input, var _) -> aggregateBelow(input);
            case Filter(var input, var _) -> aggregateBelow(input);
            case Sort(var input, var _, var _) -> aggregateBelow(input);
            case Window window -> aggregateBelow(window.input());
            case DependentJoin join -> aggregateBelow(join.left());
            case MarkJoin join -> aggregateBelow(join.left());
            case Join join when addsValue(join) -> aggregateBelow(join.left());
            default -> null;
        };
    }

    /** Columns below the plan that can be led up to it. */
    private static @Nullable Scope below(LogicalPlan plan) {
        return switch (plan) {
            case Project(var input, var _) -> new Scope(input.output(), below(input));
            case Filter(var input, var _) -> below(input);
            case Sort(var input, var _, var _) -> below(input);
            case Window window -> below(window.input());
            case DependentJoin join -> below(join.left());
            case MarkJoin join -> below(join.left());
            case Join join when addsValue(join) -> below(join.left());
            case Aggregate aggregate -> new Scope(aggregate.output(), new Scope(hiddenBy(aggregate)));
            default -> null;
        };
    }

    private static LogicalPlan expose(LogicalPlan plan, Set<Long> wanted, List<Aggregate.Measure> added) {
        return switch (plan) {
            case Project(var input, var columns) -> {
                LogicalPlan below = expose(input, wanted, added);
                Scope given = new Scope(plan.output());
                List<NamedExpr> more = new ArrayList<>(columns);
                for (Attribute attribute : below.output()) {
                    if (wanted.contains(attribute.id()) && !given.contains(attribute.id())) {
                        more.add(NamedExpr.of(attribute));
                    }
                }
                yield more.size() == columns.size() ? plan : new Project(below, more);
            }
            case Filter(var input, var condition) -> {
                LogicalPlan below = expose(input, wanted, added);
                yield below == input ? plan : new Filter(below, condition);
            }
            case Sort(var input, var keys, var global) -> {
                LogicalPlan below = expose(input, wanted, added);
                yield below == input ? plan : new Sort(below, keys, global);
            }
            case Window window -> {
                LogicalPlan below = expose(window.input(), wanted, added);
                yield below == window.input() ? plan : window.withChildren(List.of(below));
            }
            case DependentJoin join -> exposeLeft(join, join.left(), join.right(), wanted, added);
            case MarkJoin join -> exposeLeft(join, join.left(), join.right(), wanted, added);
            case Join join when addsValue(join) -> exposeLeft(join, join.left(), join.right(), wanted, added);
            case Aggregate(var input, var groupings, var aggregates) -> {
                List<Aggregate.Measure> all = new ArrayList<>(aggregates);
                all.addAll(added);
                yield added.isEmpty() ? plan : new Aggregate(input, groupings, all);
            }
            default -> plan;
        };
    }

    private static LogicalPlan exposeLeft(LogicalPlan join, LogicalPlan left, LogicalPlan right, Set<Long> wanted,
            List<Aggregate.Measure> added) {
        LogicalPlan below = expose(left, wanted, added);
        return below == left ? join : join.withChildren(List.of(below, right));
    }

    /** True for the join of a subquery that is used as a value. */
    private static boolean addsValue(Join join) {
        return Conjuncts.isTrue(join.condition()) && (join.type() == JoinType.CROSS || join.type() == JoinType.LEFT);
    }
}
