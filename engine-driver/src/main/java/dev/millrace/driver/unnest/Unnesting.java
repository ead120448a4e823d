package dev.millrace.driver.unnest;

import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.expr.Expr;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.MarkJoin;
import dev.millrace.spi.ConstantEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Writes every {@link DependentJoin} and {@link MarkJoin} as plain joins, whatever stands on their right sides.
 *
 * <p>{@code LogicalPlan plain = new Unnesting(ids, constants, deterministic).rewrite(plan);}
 *
 * <p>Where the left side is repeated, for its distinct values, it should give the same rows each time.
 *
 * <p>Source: Neumann and Kemper, "Unnesting Arbitrary Queries", BTW 2015. Nested dependent joins are removed from the inside out; columns
 * from further out are constants until it is their join's turn.
 */
public final class Unnesting {

    private final AttributeIds ids;
    private final EmptyGroups emptyGroups;
    private final Predicate<Expr> deterministic;

    /** @param deterministic tells expressions that may be moved */
    public Unnesting(AttributeIds ids, ConstantEvaluator constants, Predicate<Expr> deterministic) {
        this.ids = ids;
        this.emptyGroups = new EmptyGroups(constants);
        this.deterministic = deterministic;
    }

    /** The plan without such joins; the same object when it had none. */
    public LogicalPlan rewrite(LogicalPlan plan) {
        return hasDependent(plan) ? sinkFilters(plan).rewrite(this::plain) : plan;
    }

    private LogicalPlan plain(LogicalPlan node) {
        return switch (node) {
            case DependentJoin join -> new DependentJoins(new Domain(join.left(), ids), emptyGroups).plain(join);
            case MarkJoin join -> new MarkJoins(new Domain(join.left(), ids), emptyGroups).plain(join);
            default -> node;
        };
    }

    private static boolean hasDependent(LogicalPlan plan) {
        return plan instanceof DependentJoin || plan instanceof MarkJoin || plan.children().stream().anyMatch(Unnesting::hasDependent);
    }

    /** Conditions on the left side go there first: the fewer values it has, the better. */
    private LogicalPlan sinkFilters(LogicalPlan plan) {
        LogicalPlan sunk = plan instanceof Filter(var input, var condition) ? filtered(input, Conjuncts.of(condition)) : plan;
        List<LogicalPlan> children = sunk.children().stream().map(this::sinkFilters).toList();
        return children.isEmpty() ? sunk : sunk.withChildren(children);
    }

    private LogicalPlan filtered(LogicalPlan input, List<Expr> conjuncts) {
        if (conjuncts.isEmpty()) {
            return input;
        }
        if (!isOverDependent(input)) {
            return new Filter(input, Conjuncts.join(conjuncts));
        }
        LogicalPlan left = input.children().getFirst();
        Set<Long> available = References.ids(left.output());
        List<Expr> below = new ArrayList<>();
        List<Expr> above = new ArrayList<>();
        for (Expr conjunct : conjuncts) {
            boolean sinks = References.within(conjunct, available) && deterministic.test(conjunct);
            (sinks ? below : above).add(conjunct);
        }
        LogicalPlan over = input.withChildren(List.of(filtered(left, below), input.children().get(1)));
        return above.isEmpty() ? over : new Filter(over, Conjuncts.join(above));
    }

    /** True for a dependent join and for a join that keeps its left rows apart from those it drops, over one. */
    private static boolean isOverDependent(LogicalPlan plan) {
        return switch (plan) {
            case DependentJoin _, MarkJoin _ -> true;
            case Join join -> !join.type().padsLeft() && isOverDependent(join.left());
            default -> false;
        };
    }
}
