package dev.millrace.driver.optimize;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.Sameness;
import dev.millrace.expr.And;
import dev.millrace.expr.Case;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.Or;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shorter conditions of the same value in three-valued logic: {@code x AND TRUE → x}, {@code 5 < x → x > 5}, {@code (a AND b) OR (a AND c)
 * → a AND (b OR c)} and so on.
 */
final class SimplifyExpressions implements Rule.OfNode {

    @Override
    public String name() {
        return "simplify_expressions";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return Expressions.map(node, expr -> expr.rewrite(SimplifyExpressions::simplify));
    }

    private static Expr simplify(Expr expr) {
        return switch (expr) {
            case And(var left, var right) -> and(expr, left, right);
            case Or(var left, var right) -> or(expr, left, right);
            case Not(var input) -> not(expr, input);
            case Compare(var op, Literal constant, var other) when !(other instanceof Literal) -> new Compare(op.flip(), other, constant);
            case IsNull(var input) when !input.nullable() -> Literal.FALSE;
            case IsNull(Literal(var value, var _)) -> Literal.of(value == null);
            case InList(var input, var items) when items.size() == 1 -> new Compare(Compare.Op.EQ, input, items.getFirst());
            case Case cases -> cases(cases);
            default -> expr;
        };
    }

    private static Expr and(Expr whole, Expr left, Expr right) {
        if (Conjuncts.isTrue(left) || isFalse(right)) {
            return right;
        }
        if (Conjuncts.isTrue(right) || isFalse(left)) {
            return left;
        }
        return Sameness.of(left, right) ? left : whole;
    }

    private static Expr or(Expr whole, Expr left, Expr right) {
        if (isFalse(left) || Conjuncts.isTrue(right)) {
            return right;
        }
        if (isFalse(right) || Conjuncts.isTrue(left)) {
            return left;
        }
        if (Sameness.of(left, right)) {
            return left;
        }
        if (left instanceof And || right instanceof And) {
            return withCommonPart(whole, left, right);
        }
        return inEither(whole, left, right);
    }

    /** {@code x = 1 OR x IN (2, 3) → x IN (1, 2, 3)}: one look at x, and a list that statistics know how to use. */
    private static Expr inEither(Expr whole, Expr left, Expr right) {
        InList one = asList(left);
        InList other = asList(right);
        if (one == null || other == null || !Sameness.of(one.input(), other.input())) {
            return whole;
        }
        List<Expr> items = new ArrayList<>(one.items());
        items.addAll(other.items());
        return new InList(one.input(), items);
    }

    private static @Nullable InList asList(Expr condition) {
        return switch (condition) {
            case InList list when list.input() instanceof ColumnRef -> list;
            case Compare(var op, ColumnRef column, Literal literal) when op == Compare.Op.EQ -> new InList(column, List.of(literal));
            default -> null;
        };
    }

    private static Expr withCommonPart(Expr whole, Expr left, Expr right) {
        List<Expr> common = new ArrayList<>();
        List<Expr> ofLeft = new ArrayList<>();
        List<Expr> ofRight = new ArrayList<>(Conjuncts.of(right));
        for (Expr part : Conjuncts.of(left)) {
            if (Sameness.contains(ofRight, part)) {
                ofRight.removeIf(other -> Sameness.of(other, part));
                common.add(part);
            } else {
                ofLeft.add(part);
            }
        }
        if (common.isEmpty()) {
            return whole;
        }
        if (!ofLeft.isEmpty() && !ofRight.isEmpty()) {
            common.add(new Or(Conjuncts.join(ofLeft), Conjuncts.join(ofRight)));
        }
        return Conjuncts.join(common);
    }

    private static Expr not(Expr whole, Expr input) {
        return switch (input) {
            case Not(var inner) -> inner;
            case Literal(var value, var _) -> value == null ? Literal.ofNull(DataType.BOOLEAN) : Literal.of(!Boolean.TRUE.equals(value));
            case Compare(var op, var left, var right) -> switch (op) {
                case EQ -> new Compare(Compare.Op.NE, left, right);
                case NE -> new Compare(Compare.Op.EQ, left, right);
                case LT -> new Compare(Compare.Op.GE, left, right);
                case LE -> new Compare(Compare.Op.GT, left, right);
                case GT -> new Compare(Compare.Op.LE, left, right);
                case GE -> new Compare(Compare.Op.LT, left, right);
                case NULL_SAFE_EQ -> whole;
            };
            default -> whole;
        };
    }

    /** Drops branches that are never taken, and what comes after one that always is. */
    private static Expr cases(Case cases) {
        List<Expr> conditions = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        Expr otherwise = cases.otherwise();
        for (int i = 0; i < cases.conditions().size(); i++) {
            Expr condition = cases.conditions().get(i);
            if (Conjuncts.isTrue(condition)) {
                otherwise = cases.values().get(i);
                break;
            }
            if (!Conjuncts.isNeverTrue(condition)) {
                conditions.add(condition);
                values.add(cases.values().get(i));
            }
        }
        if (conditions.isEmpty()) {
            return otherwise;
        }
        return conditions.size() == cases.conditions().size() ? cases : new Case(conditions, values, otherwise, cases.type());
    }

    private static boolean isFalse(Expr expr) {
        return expr instanceof Literal literal && Boolean.FALSE.equals(literal.value());
    }
}
