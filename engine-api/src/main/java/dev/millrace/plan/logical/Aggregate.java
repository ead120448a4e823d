package dev.millrace.plan.logical;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.NamedExpr;
import java.util.ArrayList;
import java.util.List;

/**
 * One row a group. Without groupings there is one group, also over no rows. Grouping sets have been written out as an {@link Expand} below.
 *
 * @param groupings  grouping columns; they come first in the output
 * @param aggregates what is computed per group
 */
public record Aggregate(LogicalPlan input, List<NamedExpr> groupings, List<Measure> aggregates) implements LogicalPlan {

    public Aggregate {
        groupings = List.copyOf(groupings);
        aggregates = List.copyOf(aggregates);
    }

    /** An aggregate and the column it makes. */
    public record Measure(Attribute output, AggregateCall call) {
        @Override
        public String toString() {
            return call + " AS " + output.name();
        }
    }

    @Override
    public List<Attribute> output() {
        List<Attribute> output = new ArrayList<>();
        groupings.forEach(grouping -> output.add(grouping.output()));
        aggregates.forEach(aggregate -> output.add(aggregate.output()));
        return output;
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of(input);
    }

    @Override
    public Aggregate withChildren(List<LogicalPlan> children) {
        return new Aggregate(children.getFirst(), groupings, aggregates);
    }
}
