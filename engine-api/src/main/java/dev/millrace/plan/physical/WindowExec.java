package dev.millrace.plan.physical;

import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * Window functions over input that is partitioned by {@code partitionBy} and sorted by it, then by {@code orderBy}: the input columns,
 * then one a function.
 */
public record WindowExec(PhysicalPlan input, List<Expr> partitionBy, List<SortKey> orderBy, List<WindowCall> functions,
        Schema schema) implements PhysicalPlan {

    @Override
    public List<PhysicalPlan> children() {
        return List.of(input);
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return new WindowExec(children.getFirst(), partitionBy, orderBy, functions, schema);
    }

    @Override
    public int partitions() {
        return input.partitions();
    }
}
