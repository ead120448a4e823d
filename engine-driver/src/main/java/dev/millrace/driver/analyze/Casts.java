package dev.millrace.driver.analyze;

import dev.millrace.expr.Cast;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.Field;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Implicit casts. Numeric literals that only become wider are written in their new type at once. */
final class Casts {

    private Casts() {}

    static Expr to(Expr expr, DataType type) {
        if (sameValues(expr.type(), type)) {
            return expr;
        }
        if (expr instanceof Lambda(var parameters, var body)) {
            return new Lambda(parameters, to(body, type));
        }
        if (expr instanceof Literal literal) {
            Literal widened = widened(literal, type);
            if (widened != null) {
                return widened;
            }
        }
        return new Cast(expr, type, OnError.THROW);
    }

    /** True when values of one type are values of the other: types that differ at most in what may be null. */
    static boolean sameValues(DataType left, DataType right) {
        if (left == right) {
            return true;
        }
        if (left instanceof DataType.ArrayType(var one, var _) && right instanceof DataType.ArrayType(var other, var _)) {
            return sameValues(one, other);
        }
        if (left instanceof DataType.MapType(var key, var value, var _)
                && right instanceof DataType.MapType(var otherKey, var otherValue, var _)) {
            return sameValues(key, otherKey) && sameValues(value, otherValue);
        }
        if (left instanceof DataType.StructType(var fields) && right instanceof DataType.StructType(var others)) {
            return sameFields(fields, others);
        }
        return left.getClass() == right.getClass() && left.equals(right);
    }

    private static boolean sameFields(List<Field> fields, List<Field> others) {
        if (fields.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).name().equals(others.get(i).name()) || !sameValues(fields.get(i).type(), others.get(i).type())) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Literal widened(Literal literal, DataType type) {
        Object value = literal.value();
        if (value == null) {
            return Literal.ofNull(type);
        }
        if (literal.type() instanceof DecimalType(var _, var scale)) {
            return type instanceof DecimalType wider && wider.scale() >= scale ? decimal(unscaled(value), wider.scale() - scale, wider)
                    : null;
        }
        if (!literal.type().isIntegral()) {
            return null;
        }
        long whole = ((Number) value).longValue();
        return switch (type) {
            case DataType.ShortType _, DataType.IntType _ -> literal.type().equals(DataType.BIGINT) ? null : new Literal((int) whole, type);
            case DataType.LongType _ -> new Literal(whole, type);
            case DataType.DoubleType _ -> Math.abs(whole) <= 1L << 53 ? new Literal((double) whole, type) : null;
            case DecimalType wider -> decimal(BigInteger.valueOf(whole), wider.scale(), wider);
            default -> null;
        };
    }

    private static @Nullable Literal decimal(BigInteger unscaled, int digitsMore, DecimalType type) {
        BigInteger rescaled = unscaled.multiply(BigInteger.TEN.pow(digitsMore));
        if (rescaled.abs().compareTo(BigInteger.TEN.pow(type.precision())) >= 0) {
            return null;
        }
        return new Literal(type.precision() <= DecimalType.MAX_LONG_PRECISION ? (Object) rescaled.longValueExact() : rescaled, type);
    }

    private static BigInteger unscaled(Object value) {
        return value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
    }
}
