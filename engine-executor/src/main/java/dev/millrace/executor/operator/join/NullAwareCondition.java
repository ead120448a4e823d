package dev.millrace.executor.operator.join;

import dev.millrace.expr.And;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Or;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.NestedLoopJoinExec;

/**
 * {@code NOT IN} over several columns, or with a further condition: a row is out when some row of the other side may equal it, where a null
 * may equal anything. No single key decides that, so it is an anti join by condition.
 */
public final class NullAwareCondition {

    private NullAwareCondition() {}

    /** True for null-aware joins that a hash table of one key cannot decide. */
    public static boolean needs(HashJoinExec join) {
        return join.type() == JoinType.NULL_AWARE_ANTI && (join.leftKeys().size() > 1 || !join.residual().equals(Literal.TRUE));
    }

    /** {@code ANTI JOIN ON (l1 = r1 OR l1 IS NULL OR r1 IS NULL) AND … AND residual}. */
    public static NestedLoopJoinExec rewrite(HashJoinExec join) {
        int width = join.left().schema().size();
        Expr condition = join.residual();
        for (int key = 0; key < join.leftKeys().size(); key++) {
            Expr left = join.leftKeys().get(key);
            Expr right = join.rightKeys().get(key).rewrite(expr -> expr instanceof InputRef(var ordinal, var type, var nullable, var name)
                    ? new InputRef(ordinal + width, type, nullable, name)
                    : expr);
            Expr mayEqual = new Or(new Compare(Compare.Op.EQ, left, right), new Or(new IsNull(left), new IsNull(right)));
            condition = condition.equals(Literal.TRUE) ? mayEqual : new And(mayEqual, condition);
        }
        return new NestedLoopJoinExec(join.left(), join.right(), JoinType.ANTI, join.build(), condition, join.schema());
    }
}
