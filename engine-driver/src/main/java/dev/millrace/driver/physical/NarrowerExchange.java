package dev.millrace.driver.physical;

import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets one exchange serve two operations: rows that an aggregate below brings together by many keys are brought together by some of these
 * keys, so that what groups by those needs no exchange of its own.
 */
final class NarrowerExchange {

    private NarrowerExchange() {}

    /** The plan with its rows partitioned by these of its columns; empty when its exchange is not by more keys than these. */
    static Optional<PhysicalPlan> by(List<Expr> keys, PhysicalPlan plan) {
        List<Integer> ordinals = new ArrayList<>();
        for (Expr key : keys) {
            if (!(key instanceof InputRef ref)) {
                return Optional.empty();
            }
            ordinals.add(ref.ordinal());
        }
        return ordinals.isEmpty() ? Optional.empty() : narrowed(plan, ordinals);
    }

    private static Optional<PhysicalPlan> narrowed(PhysicalPlan plan, List<Integer> ordinals) {
        return switch (plan) {
            case FilterExec(var input, var _) -> over(plan, narrowed(input, ordinals));
            case ProjectExec(var input, var columns, var _) -> {
                List<Integer> below = new ArrayList<>();
                for (int ordinal : ordinals) {
                    if (columns.get(ordinal) instanceof InputRef ref) {
                        below.add(ref.ordinal());
                    }
                }
                yield below.size() == ordinals.size() ? over(plan, narrowed(input, below)) : Optional.empty();
            }
            case HashAggregateExec(ExchangeExec(var input, Partitioning.Hash(var keys, var partitions),
                    var merge, var fixed), var mode, var grouped, var _, var _) when mode == HashAggregateExec.Mode.FINAL
                    && ordinals.stream().allMatch(key -> key < grouped.size()) -> {
                List<Expr> fewer = new ArrayList<>();
                ordinals.forEach(ordinal -> fewer.add(keys.get(ordinal)));
                yield over(plan, Optional.of(new ExchangeExec(input, new Partitioning.Hash(fewer, partitions), merge, fixed)));
            }
            default -> Optional.empty();
        };
    }

    private static Optional<PhysicalPlan> over(PhysicalPlan plan, Optional<PhysicalPlan> input) {
        return input.map(changed -> plan.withChildren(List.of(changed)));
    }
}
