package dev.millrace.driver.query;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.And;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Call;
import dev.millrace.expr.Case;
import dev.millrace.expr.Cast;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.LambdaVariable;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.Or;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions over one row, slowly and plainly: the reference of the tests. Values are in Literal form. */
public final class ExprInterpreter {

    public Literal constant(Expr expr) {
        return new Literal(value(expr, Map.of()), expr.type());
    }

    @Nullable
    public Object value(Expr expr, Map<Long, Object> row) {
        return switch (expr) {
            case Literal(var value, var _) -> value;
            case ColumnRef(var attribute) -> {
                if (!row.containsKey(attribute.id())) {
                    throw new IllegalStateException("no column " + attribute.name());
                }
                yield row.get(attribute.id());
            }
            case And(var left, var right) -> and(value(left, row), value(right, row));
            case Or(var left, var right) -> not(and(not(value(left, row)), not(value(right, row))));
            case Not(var input) -> not(value(input, row));
            case IsNull(var input) -> value(input, row) == null;
            case Compare(var op, var left, var right) -> compare(op, value(left, row), value(right, row));
            case InList(var input, var items) -> in(input, items, row);
            case Case cases -> cases(cases, row);
            case Cast(var input, var type, var _) -> cast(value(input, row), input.type(), type);
            case Arithmetic arithmetic -> arithmetic(arithmetic, value(arithmetic.left(), row), value(arithmetic.right(), row));
            case Call(var function, var _, var _, var _) when function.equals("too_many_rows") ->
                    throw ErrorCondition.SCALAR_SUBQUERY_TOO_MANY_ROWS.with();
            case Call call -> throw ErrorCondition.UNRESOLVED_ROUTINE.with("name", call.function(), "suggestion", "");
            case InputRef _, Lambda _, LambdaVariable _ -> throw new IllegalStateException(expr.toString());
        };
    }

    private static @Nullable Object and(@Nullable Object left, @Nullable Object right) {
        if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
            return false;
        }
        return left == null || right == null ? null : true;
    }

    private static @Nullable Object not(@Nullable Object value) {
        return value == null ? null : !(Boolean) value;
    }

    private static @Nullable Object compare(Compare.Op op, @Nullable Object left, @Nullable Object right) {
        if (op == Compare.Op.NULL_SAFE_EQ) {
            return left == null || right == null ? left == right : order(left, right) == 0;
        }
        if (left == null || right == null) {
            return null;
        }
        int order = order(left, right);
        return switch (op) {
            case EQ, NULL_SAFE_EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    @SuppressWarnings("unchecked")
    static int order(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }

    private @Nullable Object in(Expr input, java.util.List<Expr> items, Map<Long, Object> row) {
        Object found = false;
        for (Expr item : items) {
            found = not(and(not(found), not(compare(Compare.Op.EQ, value(input, row), value(item, row)))));
        }
        return found;
    }

    private @Nullable Object cases(Case cases, Map<Long, Object> row) {
        for (int i = 0; i < cases.conditions().size(); i++) {
            if (Boolean.TRUE.equals(value(cases.conditions().get(i), row))) {
                return value(cases.values().get(i), row);
            }
        }
        return value(cases.otherwise(), row);
    }

    private static @Nullable Object cast(@Nullable Object value, DataType from, DataType to) {
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return to instanceof DataType.DateType ? (Object) (int) java.time.LocalDate.parse(text).toEpochDay()
                    : fit(new BigDecimal(text), to);
        }
        return to instanceof DataType.StringType ? decimal(value, from).toPlainString() : fit(decimal(value, from), to);
    }

    private static @Nullable Object arithmetic(Arithmetic arithmetic, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        BigDecimal one = decimal(left, arithmetic.left().type());
        BigDecimal other = decimal(right, arithmetic.right().type());
        boolean divides = switch (arithmetic.op()) {
            case DIVIDE, INTEGRAL_DIVIDE, REMAINDER -> true;
            case ADD, SUBTRACT, MULTIPLY -> false;
        };
        if (divides && other.signum() == 0) {
            throw ErrorCondition.DIVIDE_BY_ZERO.with("expression", arithmetic.toString());
        }
        return fit(switch (arithmetic.op()) {
            case ADD -> one.add(other);
            case SUBTRACT -> one.subtract(other);
            case MULTIPLY -> one.multiply(other);
            case DIVIDE -> one.divide(other, 40, RoundingMode.HALF_UP);
            case INTEGRAL_DIVIDE -> one.divideToIntegralValue(other);
            case REMAINDER -> one.remainder(other);
        }, arithmetic.type());
    }

    private static BigDecimal decimal(Object value, DataType type) {
        if (type instanceof DataType.DecimalType(var _, var scale)) {
            return new BigDecimal(value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value), scale);
        }
        return value instanceof Double number ? new BigDecimal(number) : BigDecimal.valueOf(((Number) value).longValue());
    }

    private static Object fit(BigDecimal value, DataType type) {
        return switch (type.storage()) {
            case INT -> value.intValue();
            case DOUBLE -> value.doubleValue();
            case LONG, DECIMAL128 -> {
                int scale = type instanceof DataType.DecimalType decimal ? decimal.scale() : 0;
                BigInteger unscaled = value.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
                yield type.storage() == dev.millrace.types.Storage.LONG ? (Object) unscaled.longValue() : unscaled;
            }
            case BOOLEAN, BYTES, LIST, MAP, STRUCT, NULL -> throw new IllegalStateException(type.sql());
        };
    }
}
