package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.Call;
import java.util.ArrayList;
import java.util.List;

/**
 * For each row, the rows that a generator ({@code explode}, {@code posexplode}, {@code inline}, {@code stack}) makes of it: the input's
 * columns, then the
 * generator's. With {@code outer}, a row for which it makes none comes once with nulls.
 */
public record Generate(LogicalPlan input, Call generator, boolean outer, List<Attribute> generated) implements LogicalPlan {

    @Override
    public List<Attribute> output() {
        List<Attribute> output = new ArrayList<>(input.output());
        output.addAll(generated);
        return output;
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of(input);
    }

    @Override
    public Generate withChildren(List<LogicalPlan> children) {
        return new Generate(children.getFirst(), generator, outer, generated);
    }
}
