package dev.millrace.driver.physical;

import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets few rows that are joined with an aggregate on its grouping keys also filter what is aggregated: {@code few JOIN Aggregate(many) →
 * few JOIN Aggregate(many SEMI few)}, so that groups which nobody wants are never made (the idea of magic sets: Beeri and Ramakrishnan: On
 * the Power of Magic, 1987). The few are broadcast once and read twice.
 */
final class AggregateReduction {

    private static final int LOST = -1;

    private final ExchangeExec few;
    private final List<Expr> fewKeys;
    private final List<Boolean> nullSafe;

    /** @param few broadcast of the rows; {@code fewKeys} over its columns */
    AggregateReduction(ExchangeExec few, List<Expr> fewKeys, List<Boolean> nullSafe) {
        this.few = few;
        this.fewKeys = fewKeys;
        this.nullSafe = nullSafe;
    }

    /** The plan without rows whose keys are not among the few's; empty when there is no aggregate by these keys below. */
    Optional<PhysicalPlan> of(PhysicalPlan plan, List<Expr> keys) {
        return reduced(plan, ordinals(keys));
    }

    private Optional<PhysicalPlan> reduced(PhysicalPlan plan, List<Integer> ordinals) {
        if (ordinals.stream().allMatch(ordinal -> ordinal == LOST)) {
            return Optional.empty();
        }
        return switch (plan) {
            case FilterExec(var input, var _) -> over(plan, 0, reduced(input, ordinals));
            case ProjectExec(var input, var columns, var _) -> over(plan, 0, reduced(input, through(ordinals, columns)));
            case ExchangeExec(var input, var _, var _, var _) -> over(plan, 0, reduced(input, ordinals));
            case HashAggregateExec aggregate -> aggregate(aggregate, ordinals);
            case HashJoinExec join when join.type() == JoinType.INNER || !join.type().givesRight() -> joined(join, ordinals);
            default -> Optional.empty();
        };
    }

    private Optional<PhysicalPlan> aggregate(HashAggregateExec aggregate, List<Integer> ordinals) {
        List<Integer> below = through(ordinals, aggregate.keys());
        if (below.stream().allMatch(ordinal -> ordinal == LOST)) {
            return Optional.empty();
        }
        return aggregate.mode() == HashAggregateExec.Mode.FINAL
                ? over(aggregate, 0, reduced(aggregate.input(), below))
                : over(aggregate, 0, Optional.of(filtered(aggregate.input(), below)));
    }

    /** A row that is left out of one side would have made no row, or rows with the same unwanted key. */
    private Optional<PhysicalPlan> joined(HashJoinExec join, List<Integer> ordinals) {
        int leftColumns = join.left().schema().size();
        List<Integer> ofLeft = ordinals.stream().map(ordinal -> ordinal < leftColumns ? ordinal : LOST).toList();
        Optional<PhysicalPlan> left = over(join, 0, reduced(join.left(), ofLeft));
        if (left.isPresent() || !join.type().givesRight()) {
            return left;
        }
        List<Integer> ofRight = ordinals.stream().map(ordinal -> ordinal >= leftColumns ? ordinal - leftColumns : LOST).toList();
        return over(join, 1, reduced(join.right(), ofRight));
    }

    private PhysicalPlan filtered(PhysicalPlan input, List<Integer> ordinals) {
        List<Expr> keys = new ArrayList<>();
        List<Expr> wanted = new ArrayList<>();
        List<Boolean> safe = new ArrayList<>();
        for (int i = 0; i < ordinals.size(); i++) {
            if (ordinals.get(i) != LOST) {
                keys.add(reference(input, ordinals.get(i)));
                wanted.add(fewKeys.get(i));
                safe.add(nullSafe.get(i));
            }
        }
        return new HashJoinExec(input, few, JoinType.SEMI, Side.RIGHT, true, keys, wanted, safe, Literal.TRUE, input.schema());
    }

    private static InputRef reference(PhysicalPlan input, int ordinal) {
        return new InputRef(ordinal, input.schema().type(ordinal), input.schema().field(ordinal).nullable(),
                input.schema().field(ordinal).name());
    }

    private static List<Integer> through(List<Integer> ordinals, List<Expr> columns) {
        List<Integer> below = ordinals(columns);
        return ordinals.stream().map(ordinal -> ordinal == LOST || ordinal >= below.size() ? LOST : below.get(ordinal)).toList();
    }

    private static List<Integer> ordinals(List<Expr> expressions) {
        List<Integer> ordinals = new ArrayList<>(expressions.size());
        for (Expr expr : expressions) {
            ordinals.add(expr instanceof InputRef ref ? ref.ordinal() : LOST);
        }
        return ordinals;
    }

    private static Optional<PhysicalPlan> over(PhysicalPlan plan, int child, Optional<PhysicalPlan> changed) {
        return changed.map(input -> {
            List<PhysicalPlan> children = new ArrayList<>(plan.children());
            children.set(child, input);
            return plan.withChildren(children);
        });
    }
}
