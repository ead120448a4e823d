package dev.millrace.driver.joinorder;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.driver.statistics.Statistics;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A tree of joins taken apart: relations, and conditions between them. Filters and renaming projections between the joins belong to it;
 * joins that only keep, drop or pad rows of their left side take part as relations of their own.
 *
 * <p>{@code LogicalPlan better = JoinGraph.of(plan, deterministic).reordered(plan.output(), statistics, relation -> relation);}
 */
public final class JoinGraph {

    /** More relations are not put in order together: what is below is one relation then. */
    private static final int MOST_RELATIONS = 60;
    private static final int MOST_SEARCHED = 10;

    private final Predicate<Expr> deterministic;
    private final List<Relation> relations = new ArrayList<>();
    private final List<Expr> conjuncts = new ArrayList<>();
    private final Map<Long, Expr> renamed = new HashMap<>();

    private JoinGraph(Predicate<Expr> deterministic) {
        this.deterministic = deterministic;
    }

    /** True for a node that joins, through filters and projections that the graph takes in. */
    public static boolean isJoined(LogicalPlan plan) {
        return switch (plan) {
            case Join join -> isOrdered(join.type());
            case Filter(var input, var _) -> isJoined(input);
            case Project(var input, var columns) -> onlyRenames(columns) && isJoined(input);
            default -> false;
        };
    }

    /** @param deterministic false for expressions that must stay where they are */
    public static JoinGraph of(LogicalPlan plan, Predicate<Expr> deterministic) {
        JoinGraph graph = new JoinGraph(deterministic);
        graph.flatten(plan);
        return graph;
    }

    private static boolean isOrdered(JoinType type) {
        return switch (type) {
            case INNER, CROSS, LEFT, SEMI, ANTI, NULL_AWARE_ANTI -> true;
            case RIGHT, FULL -> false;
        };
    }

    private static boolean onlyRenames(List<NamedExpr> columns) {
        for (NamedExpr column : columns) {
            if (!(column.expr() instanceof ColumnRef)) {
                return false;
            }
        }
        return true;
    }

    private void flatten(LogicalPlan plan) {
        if (!isJoined(plan) || relations.size() >= MOST_RELATIONS) {
            relations.add(new Relation(plan, JoinType.INNER, List.of(), 0));
            return;
        }
        switch (plan) {
            case Join join when deterministic.test(join.condition()) -> {
                flatten(join.left());
                if (join.type() == JoinType.INNER || join.type() == JoinType.CROSS) {
                    flatten(join.right());
                    addConjuncts(join.condition());
                } else {
                    addDependent(join);
                }
            }
            case Filter(var input, var condition) when deterministic.test(condition) -> {
                flatten(input);
                addConjuncts(condition);
            }
            case Project(var input, var columns) -> {
                flatten(input);
                for (NamedExpr column : columns) {
                    if (!column.isPassThrough()) {
                        renamed.put(column.output().id(), References.substitute(column.expr(), renamed));
                    }
                }
            }
            default -> relations.add(new Relation(plan, JoinType.INNER, List.of(), 0));
        }
    }

    private void addConjuncts(Expr condition) {
        for (Expr conjunct : Conjuncts.of(condition)) {
            conjuncts.add(References.substitute(conjunct, renamed));
        }
    }

    private void addDependent(Join join) {
        List<Expr> condition = new ArrayList<>();
        for (Expr conjunct : Conjuncts.of(join.condition())) {
            condition.add(References.substitute(conjunct, renamed));
        }
        long before = (1L << relations.size()) - 1;
        Conditions known = new Conditions(relations);
        long required = 0;
        for (Expr conjunct : condition) {
            required |= known.relations(conjunct);
        }
        relations.add(new Relation(join.right(), join.type(), condition, required == 0 ? before : required));
    }

    /** How many relations are joined. */
    public int size() {
        return relations.size();
    }

    /**
     * A plan with the columns {@code output} that joins in the order found.
     *
     * @param rewriteRelation applied to each relation first, to put joins below it in order
     */
    public LogicalPlan reordered(List<Attribute> output, Statistics statistics, UnaryOperator<LogicalPlan> rewriteRelation) {
        relations.replaceAll(relation -> relation.with(rewriteRelation.apply(relation.plan())));
        Conditions conditions = new Conditions(relations);
        for (Expr conjunct : conjuncts) {
            conditions.add(conjunct, relations);
        }
        List<Relation> filtered = new JoinFilters(conditions).applied(relations);
        JoinRows rows = new JoinRows(filtered, conditions, statistics);
        JoinTree best = filtered.size() <= MOST_SEARCHED ? ExhaustiveSearch.best(filtered, rows) : null;
        JoinTree tree = best == null ? GreedySearch.good(filtered, rows) : best;
        LogicalPlan joined = new JoinAssembly(filtered, conditions, rows).plan(tree);
        List<NamedExpr> columns = new ArrayList<>();
        for (Attribute attribute : output) {
            columns.add(new NamedExpr(attribute, renamed.getOrDefault(attribute.id(), refTo(attribute, joined))));
        }
        return new Project(joined, columns);
    }

    private static Expr refTo(Attribute attribute, LogicalPlan joined) {
        for (Attribute given : joined.output()) {
            if (given.id() == attribute.id()) {
                return given.ref();
            }
        }
        return attribute.ref();
    }
}
