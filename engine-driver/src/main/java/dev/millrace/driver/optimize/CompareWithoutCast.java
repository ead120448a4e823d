package dev.millrace.driver.optimize;

import dev.millrace.expr.Cast;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.Literal;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code CAST(x AS wider) = literal → x = narrower literal}, for numeric casts that lose nothing and literals that the narrower type holds
 * exactly: so that a scan can compare with its statistics.
 */
final class CompareWithoutCast implements Rule.OfNode {

    private static final BigInteger MOST_EXACT_DOUBLE = BigInteger.ONE.shiftLeft(53);

    @Override
    public String name() {
        return "compare_without_cast";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return Expressions.map(node, expr -> expr.rewrite(CompareWithoutCast::unwrap));
    }

    private static Expr unwrap(Expr expr) {
        return switch (expr) {
            case Compare(var op, Cast cast, Literal literal) -> {
                Literal narrower = narrower(cast, literal);
                yield narrower == null ? expr : new Compare(op, cast.input(), narrower);
            }
            case Compare(var op, Literal literal, Cast cast) -> {
                Literal narrower = narrower(cast, literal);
                yield narrower == null ? expr : new Compare(op, narrower, cast.input());
            }
            case InList(Cast cast, var items) -> {
                List<Expr> narrowed = narrower(cast, items);
                yield narrowed.isEmpty() ? expr : new InList(cast.input(), narrowed);
            }
            default -> expr;
        };
    }

    /** All items in the narrower type, or none when one does not fit. */
    private static List<Expr> narrower(Cast cast, List<Expr> items) {
        List<Expr> narrowed = new ArrayList<>(items.size());
        for (Expr item : items) {
            Literal narrower = item instanceof Literal literal ? narrower(cast, literal) : null;
            if (narrower == null) {
                return List.of();
            }
            narrowed.add(narrower);
        }
        return narrowed;
    }

    private static @Nullable Literal narrower(Cast cast, Literal literal) {
        DataType from = cast.input().type();
        if (!losesNothing(from, cast.type())) {
            return null;
        }
        Object value = literal.value();
        if (value == null) {
            return Literal.ofNull(from);
        }
        BigDecimal exact = exact(value, literal.type());
        return exact == null ? null : literal(exact, from);
    }

    private static boolean losesNothing(DataType from, DataType to) {
        boolean whole = from.isIntegral();
        return switch (to) {
            case DataType.ShortType _, DataType.IntType _, DataType.LongType _ -> whole && holds(Decimals.ofIntegral(to), from);
            case DataType.DoubleType _ -> whole && !(from instanceof DataType.LongType);
            case DecimalType decimal -> (whole || from instanceof DecimalType) && holds(decimal, from);
            default -> false;
        };
    }

    private static boolean holds(DecimalType wider, DataType from) {
        DecimalType narrower = Decimals.ofIntegral(from);
        return Decimals.whole(narrower) <= Decimals.whole(wider) && narrower.scale() <= wider.scale();
    }

    private static @Nullable BigDecimal exact(Object value, DataType type) {
        if (type instanceof DecimalType(var _, var scale)) {
            return new BigDecimal(value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value), scale);
        }
        return switch (value) {
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case Double number when Double.isFinite(number) && Math.rint(number) == number -> new BigDecimal(number);
            default -> null;
        };
    }

    private static @Nullable Literal literal(BigDecimal value, DataType type) {
        int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
        BigInteger unscaled;
        try {
            unscaled = value.setScale(scale).unscaledValue();
        } catch (ArithmeticException _) {
            return null;
        }
        return switch (type) {
            case DataType.ByteType _ -> unscaled.bitLength() < Byte.SIZE ? new Literal(unscaled.intValue(), type) : null;
            case DataType.ShortType _ -> unscaled.bitLength() < Short.SIZE ? new Literal(unscaled.intValue(), type) : null;
            case DataType.IntType _ -> unscaled.bitLength() < Integer.SIZE ? new Literal(unscaled.intValue(), type) : null;
            case DataType.LongType _ -> unscaled.bitLength() < Long.SIZE && unscaled.abs().compareTo(MOST_EXACT_DOUBLE) <= 0
                    ? new Literal(unscaled.longValue(), type)
                    : null;
            case DecimalType decimal -> {
                boolean fits = unscaled.abs().compareTo(BigInteger.TEN.pow(decimal.precision())) < 0;
                Object kept = decimal.precision() <= DecimalType.MAX_LONG_PRECISION && fits ? (Object) unscaled.longValue() : unscaled;
                yield fits ? new Literal(kept, type) : null;
            }
            default -> null;
        };
    }
}
