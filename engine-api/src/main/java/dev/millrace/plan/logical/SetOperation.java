package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import java.util.List;

/**
 * INTERSECT or EXCEPT of inputs with equal column types; rows are equal when all columns are, nulls equal nulls. The optimizer writes it
 * out.
 */
public record SetOperation(Kind kind, boolean all, LogicalPlan left, LogicalPlan right, List<Attribute> output) implements LogicalPlan {

    /** With {@code all}, a row that stands l times left and r times right comes min(l, r) times, or l - r times. */
    public enum Kind {
        INTERSECT, EXCEPT
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of(left, right);
    }

    @Override
    public SetOperation withChildren(List<LogicalPlan> children) {
        return new SetOperation(kind, all, children.get(0), children.get(1), output);
    }
}
