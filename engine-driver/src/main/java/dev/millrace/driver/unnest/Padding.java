package dev.millrace.driver.unnest;

import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.expression.References;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Case;
import dev.millrace.expr.Cast;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.Not;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The right side of a left join that is about to be made, and expressions above that join which take another value for a row that matched
 * nothing.
 */
final class Padding {

    private final Set<Long> inside;
    private final LogicalPlan plan;
    private final Attribute present;

    private Padding(LogicalPlan plan, Set<Long> inside, Attribute present) {
        this.inside = inside;
        this.plan = plan;
        this.present = present;
    }

    /** The plan with a column that is never null, so that the join tells whether a row matched: one of its own, or a new one. */
    static Padding of(LogicalPlan plan, AttributeIds ids) {
        for (Attribute attribute : plan.output()) {
            if (!attribute.nullable()) {
                return new Padding(plan, References.ids(plan.output()), attribute);
            }
        }
        Attribute matched = ids.attribute("matched", DataType.BOOLEAN, false);
        List<NamedExpr> columns = new ArrayList<>(plan.output().stream().map(NamedExpr::of).toList());
        columns.add(new NamedExpr(matched, Literal.TRUE));
        LogicalPlan flagged = new Project(plan, columns);
        return new Padding(flagged, References.ids(flagged.output()), matched);
    }

    LogicalPlan plan() {
        return plan;
    }

    /** Above the join, true for a row that matched. */
    Expr isPresent() {
        return new Not(new IsNull(present.withNullable(true).ref()));
    }

    /** {@code matched} where the row matched, else {@code missing}. */
    Expr value(Expr matched, Expr missing) {
        Expr above = matched.rewrite(node -> node instanceof ColumnRef(var attribute) && inside.contains(attribute.id())
                ? attribute.withNullable(true).ref()
                : node);
        if (missing instanceof Literal literal && literal.value() == null && isNullWhenMissing(matched)) {
            return above;
        }
        return new Case(List.of(new IsNull(present.withNullable(true).ref())), List.of(missing), above, matched.type());
    }

    /** True when the expression is null as soon as the columns of the right side are. */
    private boolean isNullWhenMissing(Expr expr) {
        return switch (expr) {
            case ColumnRef(var attribute) -> inside.contains(attribute.id());
            case Literal literal -> literal.value() == null;
            case Cast(var input, var _, var _) -> isNullWhenMissing(input);
            case Not(var input) -> isNullWhenMissing(input);
            case Arithmetic arithmetic -> isNullWhenMissing(arithmetic.left()) || isNullWhenMissing(arithmetic.right());
            case Compare(var op, var left, var right) ->
                    op != Compare.Op.NULL_SAFE_EQ && (isNullWhenMissing(left) || isNullWhenMissing(right));
            case Case(var conditions, var _, var otherwise, var _) ->
                    isNullWhenMissing(otherwise) && conditions.stream().allMatch(this::isNullWhenMissing);
            default -> false;
        };
    }
}
