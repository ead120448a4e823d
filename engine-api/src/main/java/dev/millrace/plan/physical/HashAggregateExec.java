package dev.millrace.plan.physical;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * Groups by hash.
 *
 * <p>PARTIAL reads rows and gives the keys, then every state column of every call ({@code AggregateStates}). FINAL reads that (keys
 * first, states after;
 * the calls are the original ones, their arguments are not looked at) and gives keys and results. SINGLE reads rows and gives keys and
 * results. Without keys,
 * FINAL and SINGLE give one row also for no input, in partition 0.
 *
 * @param keys   grouping expressions over the input; for FINAL references to the first columns
 * @param schema keys, then states or results
 */
public record HashAggregateExec(PhysicalPlan input, Mode mode, List<Expr> keys, List<AggregateCall> calls,
        Schema schema) implements PhysicalPlan {

    /** Which half of an aggregation a node does. */
    public enum Mode {
        PARTIAL, FINAL, SINGLE
    }

    @Override
    public List<PhysicalPlan> children() {
        return List.of(input);
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return new HashAggregateExec(children.getFirst(), mode, keys, calls, schema);
    }

    @Override
    public int partitions() {
        return input.partitions();
    }
}
