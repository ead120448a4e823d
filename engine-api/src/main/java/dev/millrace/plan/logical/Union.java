package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import java.util.List;

/** All rows of all inputs, by position. Inputs have the output's column types; the output's attributes are the union's own. */
public record Union(List<LogicalPlan> inputs, List<Attribute> output) implements LogicalPlan {

    public Union {
        inputs = List.copyOf(inputs);
        output = List.copyOf(output);
    }

    @Override
    public List<LogicalPlan> children() {
        return inputs;
    }

    @Override
    public Union withChildren(List<LogicalPlan> children) {
        return new Union(children, output);
    }
}
