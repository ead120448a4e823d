package dev.millrace.plan.logical;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import java.util.ArrayList;
import java.util.List;

/** The input's columns, then one for each function, computed over the row's window. All functions here share partition and order. */
public record Window(LogicalPlan input, List<Expr> partitionBy, List<SortKey> orderBy, List<Function> functions) implements LogicalPlan {

    /** A window function and the column it makes; the frame's bounds are as in {@code UnresolvedWindow.Frame}. */
    public record Function(Attribute output, AggregateCall call, boolean rows, long from, long to) {
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
