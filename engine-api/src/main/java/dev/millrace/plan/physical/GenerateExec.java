package dev.millrace.plan.physical;

import dev.millrace.expr.Call;
import dev.millrace.types.Schema;
import java.util.List;

/** For each row the rows that the generator function makes of it: the input columns, then the generated ones. */
public record GenerateExec(PhysicalPlan input, Call generator, boolean outer, Schema schema) implements PhysicalPlan {

    @Override
    public List<PhysicalPlan> children() {
        return List.of(input);
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return new GenerateExec(children.getFirst(), generator, outer, schema);
    }

    @Override
    public int partitions() {
        return input.partitions();
    }
}
