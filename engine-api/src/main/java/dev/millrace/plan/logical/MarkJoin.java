package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * Each left row once, with a BOOLEAN column that tells whether some right row meets the condition: true when one does, null when none does
 * but the condition is null for one, else false. The right side may use columns of the left one. It stands for EXISTS and IN where their
 * value is needed and not just rows that pass.
 *
 * <p>Source: Neumann, Leis and Kemper, "The Complete Story of Joins (in HyPer)", 2017. The analyzer makes it; unnesting removes it always.
 */
public record MarkJoin(LogicalPlan left, LogicalPlan right, Expr condition, Attribute mark) implements LogicalPlan {

    @Override
    public List<Attribute> output() {
        List<Attribute> output = new ArrayList<>(left.output());
        output.add(mark);
        return output;
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of(left, right);
    }

    @Override
    public MarkJoin withChildren(List<LogicalPlan> children) {
        return new MarkJoin(children.get(0), children.get(1), condition, mark);
    }
}
