package dev.millrace.plan.logical;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.WindowFrame;
import java.util.ArrayList;
import java.util.List;

/** The input's columns, then one for each function, computed over the row's window. All functions here share partition and order. */
public record Window(LogicalPlan input, List<Expr> partitionBy, List<SortKey> orderBy, List<Function> functions) implements LogicalPlan {

    /**
     * A window function and the column it makes.
     *
     * @param ignoreNulls lag, lead and nth_value count only rows where their first argument is not null
     */
    public record Function(Attribute output, AggregateCall call, WindowFrame frame, boolean ignoreNulls) {
        @Override
        public String toString() {
            return call + " AS " + output.name();
        }
    }

    @Override
    public List<Attribute> output() {
        List<Attribute> output = new ArrayList<>(input.output());
        functions.forEach(function -> output.add(function.output()));
        return output;
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of(input);
    }

    @Override
    public Window withChildren(List<LogicalPlan> children) {
        return new Window(children.getFirst(), partitionBy, orderBy, functions);
    }
}
