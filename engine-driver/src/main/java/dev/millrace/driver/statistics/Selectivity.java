package dev.millrace.driver.statistics;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.expr.And;
import dev.millrace.expr.Call;
import dev.millrace.expr.Cast;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.Or;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of rows that a condition lets pass, from smallest and largest values and numbers of distinct values where they are known. */
final class Selectivity {

    private static final double UNKNOWN = 0.2;
    private static final double UNKNOWN_EQUAL = 0.05;
    private static final double UNKNOWN_RANGE = 0.33;
    private static final double COLUMNS_RANGE = 0.5;
    private static final double TEXT_PREFIX = 0.05;
    private static final double TEXT_PART = 0.08;
    private static final double OUT_OF_RANGE = 0.0005;
    private static final double MOST_OF_A_LIST = 0.9;

    private final Map<Long, ColumnEstimate> columns;

    Selectivity(Map<Long, ColumnEstimate> columns) {
        this.columns = columns;
    }

    double of(Expr condition) {
        double part = switch (condition) {
            case Literal(var value, var _) -> Boolean.TRUE.equals(value) ? 1 : 0;
            case And and -> all(Conjuncts.of(and));
            case Or(var left, var right) -> {
                double one = of(left);
                double other = of(right);
                yield one + other - one * other;
            }
            case Not(IsNull(var input)) -> 1 - nulls(input);
            case Not(var input) -> 1 - of(input);
            case IsNull(var input) -> nulls(input);
            case Compare(var op, var input, Literal literal) -> compared(op, input, literal);
            case Compare(var op, Literal literal, var input) -> compared(op.flip(), input, literal);
            case Compare(var op, var left, var right) -> switch (op) {
                case EQ, NULL_SAFE_EQ -> Math.min(equal(left), equal(right));
                case NE -> 1 - Math.min(equal(left), equal(right));
                case LT, LE, GT, GE -> COLUMNS_RANGE;
            };
            case InList(var input, var items) -> Math.min(MOST_OF_A_LIST, items.size() * equal(input));
            case Call(var function, var arguments, var _, var _) -> called(function, arguments);
            default -> UNKNOWN;
        };
        return Math.clamp(part, 0, 1);
    }

    /** The product, but a lower and an upper bound of one column make one range. */
    private double all(List<Expr> conjuncts) {
        Map<Long, Double> below = new HashMap<>();
        Map<Long, Double> above = new HashMap<>();
        double part = 1;
        for (Expr conjunct : conjuncts) {
            double passes = of(conjunct);
            boolean upper = conjunct instanceof Compare(var op, ColumnRef _, Literal _) && (op == Compare.Op.LT || op == Compare.Op.LE);
            boolean lower = conjunct instanceof Compare(var op, ColumnRef _, Literal _) && (op == Compare.Op.GT || op == Compare.Op.GE);
            if (upper || lower) {
                long id = ((ColumnRef) ((Compare) conjunct).left()).id();
                (upper ? below : above).merge(id, passes, Math::min);
            } else {
                part *= passes;
            }
        }
        for (Map.Entry<Long, Double> bound : below.entrySet()) {
            Double lower = above.remove(bound.getKey());
            part *= lower == null ? bound.getValue() : Math.max(bound.getValue() + lower - 1, bound.getValue() * lower / 100);
        }
        for (double passes : above.values()) {
            part *= passes;
        }
        return part;
    }

    private double compared(Compare.Op op, Expr input, Literal literal) {
        if (literal.value() == null) {
            return op == Compare.Op.NULL_SAFE_EQ ? nulls(input) : 0;
        }
        return switch (op) {
            case EQ, NULL_SAFE_EQ -> equal(input);
            case NE -> 1 - equal(input);
            case LT, LE -> below(input, literal, op == Compare.Op.LE);
            case GT, GE -> {
                double below = below(input, literal, op == Compare.Op.GT);
                yield below == UNKNOWN_RANGE ? UNKNOWN_RANGE : 1 - below;
            }
        };
    }

    private double equal(Expr input) {
        ColumnEstimate column = column(input);
        return column != null && column.distinct() > 0 ? 1 / column.distinct() : UNKNOWN_EQUAL;
    }

    private @Nullable ColumnEstimate column(Expr input) {
        return switch (input) {
            case ColumnRef(var attribute) -> columns.get(attribute.id());
            case Cast(var inner, var _, var _) -> column(inner);
            default -> null;
        };
    }

    private double below(Expr input, Literal literal, boolean orEqual) {
        ColumnEstimate column = input instanceof ColumnRef(var attribute) ? columns.get(attribute.id()) : null;
        double value = ColumnEstimate.number(literal.value(), literal.type());
        if (column == null || Double.isNaN(column.min()) || Double.isNaN(column.max()) || Double.isNaN(value)) {
            return UNKNOWN_RANGE;
        }
        if (value < column.min() || value > column.max() || column.max() <= column.min()) {
            return value > column.min() || (value == column.min() && orEqual) ? 1 - OUT_OF_RANGE : OUT_OF_RANGE;
        }
        double one = orEqual && column.distinct() > 0 ? 1 / column.distinct() : 0;
        return Math.min(1, (value - column.min()) / (column.max() - column.min()) + one);
    }

    private double nulls(Expr input) {
        if (!input.nullable()) {
            return 0;
        }
        ColumnEstimate column = column(input);
        return column == null || Double.isNaN(column.nullPart()) ? UNKNOWN_EQUAL : column.nullPart();
    }

    private static double called(String function, List<Expr> arguments) {
        return switch (function) {
            case "startswith", "endswith" -> TEXT_PREFIX;
            case "contains" -> TEXT_PART;
            case "like", "ilike" -> arguments.get(1) instanceof Literal(String pattern, var _) && !pattern.startsWith("%")
                    ? TEXT_PREFIX
                    : TEXT_PART;
            default -> UNKNOWN;
        };
    }
}
