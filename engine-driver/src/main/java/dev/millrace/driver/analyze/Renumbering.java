package dev.millrace.driver.analyze;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Gives columns new ids throughout a plan: a side of a self-join must not have the ids of the other, nor a copy its original's. */
public final class Renumbering {

    private final Map<Long, Long> ids;

    private Renumbering(Map<Long, Long> ids) {
        this.ids = ids;
    }

    /** {@code right} with new ids for the columns that {@code left} has too; the same plan when there are none. */
    static LogicalPlan apart(LogicalPlan left, LogicalPlan right, AttributeIds fresh) {
        Scope taken = new Scope(left.output());
        Map<Long, Long> ids = new TreeMap<>();
        for (Attribute attribute : right.output()) {
            if (taken.contains(attribute.id())) {
                ids.put(attribute.id(), fresh.next());
            }
        }
        return ids.isEmpty() ? right : new Renumbering(ids).plan(right);
    }

    /** The plan with a new id for every column that it makes, at any depth. */
    public static LogicalPlan fresh(LogicalPlan plan, AttributeIds fresh) {
        Map<Long, Long> ids = new TreeMap<>();
        for (long id : made(plan)) {
            ids.put(id, fresh.next());
        }
        return new Renumbering(ids).plan(plan);
    }

    /**
     * The plan with columns numbered from 1 in the order in which they are made, without qualifiers: equal for plans that differ in nothing
     * else.
     */
    public static LogicalPlan canonical(LogicalPlan plan) {
        Map<Long, Long> ids = new HashMap<>();
        number(plan, ids);
        UnaryOperator<Attribute> canonical = attribute -> new Attribute(ids.getOrDefault(attribute.id(), attribute.id()), attribute.name(),
                attribute.type(), attribute.nullable(), "");
        return PlanMapping.of(plan, canonical,
                expr -> expr.rewrite(node -> node instanceof ColumnRef(var attribute) ? canonical.apply(attribute).ref() : node));
    }

    private static void number(LogicalPlan plan, Map<Long, Long> ids) {
        for (LogicalPlan child : plan.children()) {
            number(child, ids);
        }
        for (Attribute attribute : plan.output()) {
            ids.putIfAbsent(attribute.id(), ids.size() + 1L);
        }
    }

    /** Ids of all columns that nodes of the plan make. */
    static Set<Long> made(LogicalPlan plan) {
        Set<Long> ids = new TreeSet<>();
        collect(plan, ids);
        return ids;
    }

    private static void collect(LogicalPlan plan, Set<Long> ids) {
        for (Attribute attribute : plan.output()) {
            ids.add(attribute.id());
        }
        for (LogicalPlan child : plan.children()) {
            collect(child, ids);
        }
    }

    private LogicalPlan plan(LogicalPlan plan) {
        return PlanMapping.of(plan, this::attribute, this::expr);
    }

    private Attribute attribute(Attribute attribute) {
        Long id = ids.get(attribute.id());
        return id == null ? attribute : attribute.copy(id);
    }

    private Expr expr(Expr expr) {
        return expr.rewrite(
                node -> node instanceof ColumnRef(var attribute) && ids.containsKey(attribute.id()) ? attribute(attribute).ref() : node);
    }
}
