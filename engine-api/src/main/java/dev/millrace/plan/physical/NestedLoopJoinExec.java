package dev.millrace.plan.physical;

import dev.millrace.expr.Expr;
import dev.millrace.plan.JoinType;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * Joins by any condition: the broadcast {@code build} side is held, the other streamed. FULL, and a build side that must be padded, run
 * in one partition.
 */
public record NestedLoopJoinExec(PhysicalPlan left, PhysicalPlan right, JoinType type, Side build, Expr condition,
        Schema schema) implements PhysicalPlan {

    @Override
    public List<PhysicalPlan> children() {
        return List.of(left, right);
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return new NestedLoopJoinExec(children.get(0), children.get(1), type, build, condition, schema);
    }

    @Override
    public int partitions() {
        return (build == Side.LEFT ? right : left).partitions();
    }
}
