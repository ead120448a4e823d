package dev.millrace.plan.physical;

import dev.millrace.expr.Expr;
import dev.millrace.plan.JoinType;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * Joins on equal keys by a hash table of one side. Unless a key is null-safe, a null key matches nothing.
 *
 * @param type        as the logical join has it (not CROSS)
 * @param build       side that becomes the hash table; the other is streamed
 * @param broadcast   the build side is a broadcast (one table for all tasks of an executor); else both sides are partitioned alike by
 * the keys
 * @param leftKeys    over the left schema
 * @param rightKeys   over the right schema, of the same types
 * @param residual    further condition over left columns, then right columns; TRUE for none
 * @param nullSafe    per key: null equals null
 */
public record HashJoinExec(PhysicalPlan left, PhysicalPlan right, JoinType type, Side build, boolean broadcast, List<Expr> leftKeys,
        List<Expr> rightKeys, List<Boolean> nullSafe, Expr residual, Schema schema) implements PhysicalPlan {

    @Override
    public List<PhysicalPlan> children() {
        return List.of(left, right);
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return new HashJoinExec(children.get(0), children.get(1), type, build, broadcast, leftKeys, rightKeys, nullSafe, residual, schema);
    }

    @Override
    public int partitions() {
        return (broadcast ? (build == Side.LEFT ? right : left) : left).partitions();
    }
}
