package dev.millrace.driver.unnest;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Case;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.Not;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.logical.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a {@link DependentJoin} as a join with the right side that {@link Lifting} leaves. */
final class DependentJoins {

    private final Domain domain;
    private final EmptyGroups emptyGroups;

    DependentJoins(Domain domain, EmptyGroups emptyGroups) {
        this.domain = domain;
        this.emptyGroups = emptyGroups;
    }

    LogicalPlan plain(DependentJoin join) {
        if (!domain.isUsedBy(join.right())) {
            return new Join(join.left(), join.right(), join.type(), join.condition());
        }
        if (join.type() == JoinType.INNER || join.type() == JoinType.CROSS) {
            Optional<LogicalPlan> steps = RowByRow.over(join.left(), join.right());
            if (steps.isPresent()) {
                return projected(join, filtered(steps.get(), join.condition()), Map.of());
            }
        }
        LogicalPlan right = join.type().givesRight() ? withoutOrder(join.right())
                : forMatching(join.right(), Conjuncts.isTrue(join.condition()));
        Lifted lifted = new Lifting(domain, emptyGroups).lift(right);
        if (lifted.absent() != null) {
            return ofOneRow(join, lifted, lifted.absent());
        }
        Expr condition = References.substitute(join.condition(), lifted.definitions());
        List<Expr> all = new ArrayList<>(lifted.conditions());
        all.addAll(Conjuncts.of(condition));
        return switch (join.type()) {
            case INNER, CROSS -> projected(join, inner(join.left(), lifted, all), lifted.definitions());
            case LEFT -> isOneRow(lifted.plan()) && all.isEmpty()
                    ? projected(join, inner(join.left(), lifted, all), lifted.definitions())
                    : left(join, lifted, all);
            case SEMI, ANTI -> new Join(join.left(), lifted.plan(), join.type(), Conjuncts.join(all));
            case NULL_AWARE_ANTI -> {
                if (lifted.conditions().isEmpty()) {
                    yield new Join(join.left(), lifted.plan(), join.type(), condition);
                }
                List<Expr> possible = new ArrayList<>(lifted.conditions());
                possible.addAll(Conjuncts.of(NullAwareness.mayHold(condition)));
                yield new Join(join.left(), lifted.plan(), JoinType.ANTI, Conjuncts.join(possible));
            }
            case RIGHT, FULL -> throw ErrorCondition.INTERNAL_ERROR.with("detail", "A dependent join cannot be " + join.type() + ".");
        };
    }

    private static LogicalPlan inner(LogicalPlan left, Lifted lifted, List<Expr> conditions) {
        if (lifted.plan() instanceof LocalTable(var rows, var _) && rows.rowCount() == 1 && lifted.carried().isEmpty()) {
            return conditions.isEmpty() ? left : new Filter(left, Conjuncts.join(conditions));
        }
        JoinType type = conditions.isEmpty() ? JoinType.CROSS : JoinType.INNER;
        return new Join(left, lifted.plan(), type, Conjuncts.join(conditions));
    }

    private LogicalPlan left(DependentJoin join, Lifted lifted, List<Expr> conditions) {
        if (lifted.deferred().isEmpty()) {
            return projected(join, new Join(join.left(), lifted.plan(), JoinType.LEFT, Conjuncts.join(conditions)), Map.of());
        }
        Padding padding = Padding.of(lifted.plan(), domain.ids());
        Map<Long, Expr> values = new HashMap<>();
        lifted.deferred().forEach((id, column) -> values.put(id, padding.value(column.expr(), Literal.ofNull(column.output().type()))));
        return projected(join, new Join(join.left(), padding.plan(), JoinType.LEFT, Conjuncts.join(conditions)), values);
    }

    /** The right side has one row for each left row: the join adds columns, and the rest is conditions on them. */
    private LogicalPlan ofOneRow(DependentJoin join, Lifted lifted, Lifted.Absent absent) {
        Padding padding = Padding.of(lifted.plan(), domain.ids());
        LogicalPlan joined = new Join(join.left(), padding.plan(), JoinType.LEFT, Conjuncts.join(lifted.conditions()));
        Map<Long, Expr> values = References.definitions(Lifting.rows(lifted, padding));
        Expr condition = References.substitute(join.condition(), values);
        Expr kept = kept(absent, padding);
        Expr test = Conjuncts.isTrue(kept) ? condition : Conjuncts.join(List.of(kept, condition));
        return switch (join.type()) {
            case INNER, CROSS, SEMI -> projected(join, filtered(joined, test), values);
            case LEFT -> {
                if (!Conjuncts.isTrue(test)) {
                    values.replaceAll((_, value) -> new Case(List.of(test), List.of(value), Literal.ofNull(value.type()), value.type()));
                }
                yield projected(join, joined, values);
            }
            case ANTI -> projected(join, filtered(joined, new Not(NullAwareness.holds(test))), values);
            case NULL_AWARE_ANTI -> {
                Expr refuses = Conjuncts.join(List.of(NullAwareness.holds(kept), NullAwareness.mayHold(condition)));
                yield projected(join, filtered(joined, new Not(refuses)), values);
            }
            case RIGHT, FULL -> throw ErrorCondition.INTERNAL_ERROR.with("detail", "A dependent join cannot be " + join.type() + ".");
        };
    }

    /** What the one row must meet to be there. */
    static Expr kept(Lifted.Absent absent, Padding padding) {
        List<Expr> kept = new ArrayList<>();
        for (int i = 0; i < absent.present().size(); i++) {
            kept.add(padding.value(absent.present().get(i), absent.missing().get(i)));
        }
        return Conjuncts.join(kept);
    }

    private static LogicalPlan filtered(LogicalPlan plan, Expr condition) {
        return Conjuncts.isTrue(condition) ? plan : new Filter(plan, condition);
    }

    /** The columns of the dependent join, in their order. */
    private static LogicalPlan projected(DependentJoin join, LogicalPlan plan, Map<Long, Expr> values) {
        List<NamedExpr> columns = new ArrayList<>();
        Map<Long, Attribute> available = new HashMap<>();
        plan.output().forEach(attribute -> available.put(attribute.id(), attribute));
        for (Attribute attribute : join.output()) {
            Expr value = values.get(attribute.id());
            columns.add(value != null ? new NamedExpr(attribute, value) : NamedExpr.of(available.getOrDefault(attribute.id(), attribute)));
        }
        return new Project(plan, columns);
    }

    /** Right rows that only match left rows need no order and no copies; where all match, their columns are of no use either. */
    static LogicalPlan forMatching(LogicalPlan plan, boolean always) {
        return switch (plan) {
            case Sort(var input, var _, var _) -> forMatching(input, always);
            case Distinct(var input) -> forMatching(input, always);
            case SubqueryAlias(var input, var _) -> forMatching(input, always);
            case Project(var input, var _) when always -> forMatching(input, true);
            case Window window when always -> forMatching(window.input(), true);
            case Limit(var input, var limit, var offset) when always && limit != 0 && offset == 0 -> forMatching(input, true);
            case Aggregate aggregate when always && !aggregate.groupings().isEmpty() -> forMatching(aggregate.input(), true);
            default -> plan;
        };
    }

    private static LogicalPlan withoutOrder(LogicalPlan plan) {
        return plan instanceof Sort(var input, var _, var _) ? withoutOrder(input) : plan;
    }

    static boolean isOneRow(LogicalPlan plan) {
        return switch (plan) {
            case LocalTable(var rows, var _) -> rows.rowCount() == 1;
            case Aggregate aggregate -> aggregate.groupings().isEmpty();
            case Project(var input, var _) -> isOneRow(input);
            default -> false;
        };
    }
}
