package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.plan.JoinType;
import java.util.ArrayList;
import java.util.List;

/** Left columns, then right columns unless the type is SEMI or ANTI. {@code condition} is BOOLEAN over both sides; TRUE for CROSS. */
public record Join(LogicalPlan left, LogicalPlan right, JoinType type, Expr condition) implements LogicalPlan {

    public static Join cross(LogicalPlan left, LogicalPlan right) {
        return new Join(left, right, JoinType.CROSS, Literal.TRUE);
    }

    @Override
    public List<Attribute> output() {
        List<Attribute> output = new ArrayList<>();
        left.output().forEach(attribute -> output.add(type.padsLeft() ? attribute.withNullable(true) : attribute));
        if (type.givesRight()) {
            right.output().forEach(attribute -> output.add(type.padsRight() ? attribute.withNullable(true) : attribute));
        }
        return output;
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of(left, right);
    }

    @Override
    public Join withChildren(List<LogicalPlan> children) {
        return new Join(children.get(0), children.get(1), type, condition);
    }
}
