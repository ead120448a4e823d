package dev.millrace.driver.unnest;

import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.analyze.Renumbering;
import dev.millrace.driver.expression.References;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The left side of a dependent join: the columns that the right side may use, and the values that they take. */
final class Domain {

    private final LogicalPlan left;
    private final AttributeIds ids;
    private final Map<Long, Attribute> columns = new HashMap<>();

    Domain(LogicalPlan left, AttributeIds ids) {
        this.left = left;
        this.ids = ids;
        left.output().forEach(attribute -> columns.put(attribute.id(), attribute));
    }

    /**
     * The distinct values of some left columns, as a relation.
     *
     * @param columns    by the left column's id, the column of {@code plan} that has its values
     * @param conditions what ties a row of {@code plan} to a left row
     */
    record Values(LogicalPlan plan, Map<Long, Expr> columns, List<Expr> conditions) {}

    Values values(Set<Long> wanted) {
        LogicalPlan copy = Renumbering.fresh(left, ids);
        List<NamedExpr> copies = new ArrayList<>();
        Map<Long, Expr> mapping = new LinkedHashMap<>();
        List<Expr> conditions = new ArrayList<>();
        for (int i = 0; i < left.output().size(); i++) {
            Attribute original = left.output().get(i);
            if (wanted.contains(original.id())) {
                Attribute copied = copy.output().get(i);
                copies.add(NamedExpr.of(copied));
                mapping.put(original.id(), copied.ref());
                boolean plainly = !original.nullable() && equalMeansSame(original.type());
                conditions.add(new Compare(plainly ? Compare.Op.EQ : Compare.Op.NULL_SAFE_EQ, copied.ref(), original.ref()));
            }
        }
        return new Values(new Distinct(new Project(copy, copies)), mapping, conditions);
    }

    /** The left columns that an expression uses, ascending by id. */
    Set<Long> in(Expr expr) {
        return in(List.of(expr));
    }

    Set<Long> in(Collection<Expr> expressions) {
        Set<Long> used = new TreeSet<>();
        expressions.forEach(expr -> used.addAll(References.of(expr)));
        used.retainAll(columns.keySet());
        return used;
    }

    boolean isUsedBy(Expr expr) {
        if (expr instanceof ColumnRef(var attribute)) {
            return columns.containsKey(attribute.id());
        }
        return expr.children().stream().anyMatch(this::isUsedBy);
    }

    boolean isUsedBy(LogicalPlan plan) {
        return NodeExpressions.of(plan).stream().anyMatch(this::isUsedBy) || plan.children().stream().anyMatch(this::isUsedBy);
    }

    AttributeIds ids() {
        return ids;
    }

    /** Not for floating point, where 0.0 equals -0.0: an equal value may not stand for the other there. */
    static boolean equalMeansSame(DataType type) {
        return !(type instanceof DataType.DoubleType) && !(type instanceof DataType.FloatType) && !type.isNested();
    }
}
