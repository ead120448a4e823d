package dev.millrace.driver.optimize;

import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code Aggregate(Sort(x)) → Aggregate(x)}: an order that joins, aggregates, windows or another sort lose anyway is not made. */
final class RemoveSorts implements Rule.OfNode {

    private static final Set<String> ORDERLESS =
            Set.of("count", "count_if", "sum", "try_sum", "avg", "try_avg", "min", "max", "bool_and", "every", "bool_or",
                    "some", "any", "bit_and", "bit_or", "bit_xor", "approx_count_distinct");

    @Override
    public String name() {
        return "remove_sorts";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        boolean losesOrder = switch (node) {
            case Join _, Window _ -> true;
            case Sort(var _, var _, var global) -> global;
            case Aggregate aggregate -> isOrderless(aggregate);
            default -> false;
        };
        if (!losesOrder) {
            return node;
        }
        List<LogicalPlan> inputs = new ArrayList<>();
        boolean same = true;
        for (LogicalPlan input : node.children()) {
            LogicalPlan unsorted = unsorted(input);
            same &= unsorted == input;
            inputs.add(unsorted);
        }
        return same ? node : node.withChildren(inputs);
    }

    private static LogicalPlan unsorted(LogicalPlan plan) {
        return switch (plan) {
            case Sort(var input, var _, var _) -> unsorted(input);
            case Project(var input, var _) -> over(plan, input);
            case Filter(var input, var _) -> over(plan, input);
            default -> plan;
        };
    }

    private static LogicalPlan over(LogicalPlan plan, LogicalPlan input) {
        LogicalPlan unsorted = unsorted(input);
        return unsorted == input ? plan : plan.withChildren(List.of(unsorted));
    }

    private static boolean isOrderless(Aggregate aggregate) {
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            if (!ORDERLESS.contains(measure.call().function())) {
                return false;
            }
        }
        return true;
    }
}
