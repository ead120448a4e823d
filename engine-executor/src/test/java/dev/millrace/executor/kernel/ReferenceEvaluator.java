package dev.millrace.executor.kernel;

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
import dev.millrace.expr.OnError;
import dev.millrace.expr.Or;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.Storage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Evaluates an expression for one row by the plainest means there are. Values are in {@link Literal} form. */
final class ReferenceEvaluator {

    private final List<@Nullable Object> row;

    ReferenceEvaluator(List<@Nullable Object> row) {
        this.row = row;
    }

    @Nullable
    Object eval(Expr expr) {
        return switch (expr) {
            case Literal literal -> literal.value();
            case InputRef ref -> row.get(ref.ordinal());
            case And(var left, var right) -> and(eval(left), right);
            case Or(var left, var right) -> {
                Object first = eval(left);
                yield Boolean.TRUE.equals(first) ? first : or(first, eval(right));
            }
            case Not(var input) -> eval(input) instanceof Boolean value ? !value : null;
            case IsNull(var input) -> eval(input) == null;
            case Compare compare -> compare(compare.op(), eval(compare.left()), eval(compare.right()), compare.left().type());
            case InList(var input, var items) -> in(eval(input), items, input.type());
            case Case choice -> choose(choice);
            case Arithmetic arithmetic -> arithmetic(arithmetic, eval(arithmetic.left()), eval(arithmetic.right()));
            case Cast cast -> {
                Object input = eval(cast.input());
                yield orNull(cast.onError(), () -> ReferenceCast.cast(input, cast.input().type(), cast.type()));
            }
            case Call call -> call(call);
            case ColumnRef _, Lambda _, LambdaVariable _ -> throw new IllegalArgumentException(expr.toString());
        };
    }

    private @Nullable Object and(@Nullable Object first, Expr right) {
        if (Boolean.FALSE.equals(first)) {
            return first;
        }
        Object second = eval(right);
        return Boolean.FALSE.equals(second) ? second : first == null ? null : second;
    }

    private static @Nullable Object or(@Nullable Object first, @Nullable Object second) {
        return Boolean.TRUE.equals(second) ? second : first == null ? null : second;
    }

    private @Nullable Object in(@Nullable Object input, List<Expr> items, DataType type) {
        if (input == null) {
            return null;
        }
        boolean nullItem = false;
        for (Expr item : items) {
            Object value = eval(item);
            nullItem |= value == null;
            if (value != null && order(input, value, type) == 0) {
                return true;
            }
        }
        return nullItem ? null : false;
    }

    private @Nullable Object choose(Case choice) {
        for (int i = 0; i < choice.conditions().size(); i++) {
            if (Boolean.TRUE.equals(eval(choice.conditions().get(i)))) {
                return eval(choice.values().get(i));
            }
        }
        return eval(choice.otherwise());
    }

    private @Nullable Object call(Call call) {
        List<Expr> arguments = call.arguments();
        return switch (call.function()) {
            case "coalesce" -> {
                for (Expr argument : arguments) {
                    Object value = eval(argument);
                    if (value != null) {
                        yield value;
                    }
                }
                yield null;
            }
            case "nullif" -> Boolean.TRUE.equals(compare(Compare.Op.EQ, eval(arguments.get(0)), eval(arguments.get(1)), call.type())) ? null
                    : eval(arguments.get(0));
            case "least", "greatest" -> {
                Object best = null;
                for (Expr argument : arguments) {
                    Object value = eval(argument);
                    int sign = call.function().equals("least") ? -1 : 1;
                    best = value != null && (best == null || sign * order(value, best, call.type()) > 0) ? value : best;
                }
                yield best;
            }
            case "like", "contains" -> {
                Object first = eval(arguments.get(0));
                Object second = eval(arguments.get(1));
                if (first == null || second == null) {
                    yield null;
                }
                yield call.function().equals("like") ? like((String) first, (String) second) : ((String) first).contains((String) second);
            }
            default -> throw new IllegalArgumentException(call.function());
        };
    }

    private static boolean like(String text, String pattern) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints().forEach(c -> regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    static @Nullable Object compare(Compare.Op op, @Nullable Object left, @Nullable Object right, DataType type) {
        if (op == Compare.Op.NULL_SAFE_EQ) {
            return left == null || right == null ? left == right : order(left, right, type) == 0;
        }
        if (left == null || right == null) {
            return null;
        }
        int order = order(left, right, type);
        return switch (op) {
            case EQ, NULL_SAFE_EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    static int order(Object left, Object right, DataType type) {
        return switch (type.storage()) {
            case BOOLEAN -> Boolean.compare((Boolean) left, (Boolean) right);
            case INT -> Integer.compare((Integer) left, (Integer) right);
            case LONG -> Long.compare((Long) left, (Long) right);
            case DOUBLE -> Double.compare((Double) left + 0.0, (Double) right + 0.0);
            case DECIMAL128 -> ((BigInteger) left).compareTo((BigInteger) right);
            case BYTES -> Arrays.compareUnsigned(bytes(left), bytes(right));
            case LIST -> lists((List<?>) left, (List<?>) right, i -> ((DataType.ArrayType) type).element());
            case STRUCT -> lists((List<?>) left, (List<?>) right, i -> ((DataType.StructType) type).fields().get(i).type());
            case MAP, NULL -> throw new IllegalArgumentException(type.sql());
        };
    }

    private static int lists(List<?> left, List<?> right, IntFunction<DataType> types) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            Object one = left.get(i);
            Object other = right.get(i);
            int order = one == null || other == null ? Boolean.compare(one != null, other != null) : order(one, other, types.apply(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static byte[] bytes(Object value) {
        return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
    }

    private static @Nullable Object orNull(OnError onError, Supplier<@Nullable Object> compute) {
        try {
            return compute.get();
        } catch (ReferenceFailure failure) {
            if (onError == OnError.THROW) {
                throw failure;
            }
            return null;
        }
    }

    private static @Nullable Object arithmetic(Arithmetic expr, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        return orNull(expr.onError(), () -> compute(expr, left, right));
    }

    private static Object compute(Arithmetic expr, Object left, Object right) {
        if (expr.type().storage() == Storage.DOUBLE) {
            return real(expr, (Double) left, (Double) right);
        }
        BigDecimal a = number(left, expr.left().type());
        BigDecimal b = number(right, expr.right().type());
        boolean divides =
                expr.op() == Arithmetic.Op.DIVIDE || expr.op() == Arithmetic.Op.INTEGRAL_DIVIDE || expr.op() == Arithmetic.Op.REMAINDER;
        if (divides && b.signum() == 0) {
            throw new ReferenceFailure("division by zero");
        }
        int scale = expr.type() instanceof DecimalType decimal ? decimal.scale() : 0;
        BigDecimal exact = switch (expr.op()) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> a.divide(b, scale, RoundingMode.HALF_UP);
            case INTEGRAL_DIVIDE -> a.divideToIntegralValue(b);
            case REMAINDER -> a.remainder(b);
        };
        return ReferenceCast.fit(exact.setScale(scale, RoundingMode.HALF_UP), expr.type());
    }

    private static Object real(Arithmetic expr, double a, double b) {
        double exact = switch (expr.op()) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            case INTEGRAL_DIVIDE -> throw new IllegalArgumentException("div");
        };
        if (b == 0 && (expr.op() == Arithmetic.Op.DIVIDE || expr.op() == Arithmetic.Op.REMAINDER)) {
            throw new ReferenceFailure("division by zero");
        }
        if (!(expr.type() instanceof DataType.FloatType)) {
            return exact;
        }
        float x = (float) a;
        float y = (float) b;
        return (double) switch (expr.op()) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case REMAINDER -> x % y;
            case INTEGRAL_DIVIDE -> throw new IllegalArgumentException("div");
        };
    }

    static BigDecimal number(Object value, DataType type) {
        int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
        return switch (value) {
            case Integer whole -> BigDecimal.valueOf(whole);
            case Long whole -> BigDecimal.valueOf(whole, scale);
            case BigInteger whole -> new BigDecimal(whole, scale);
            default -> throw new IllegalArgumentException(value.toString());
        };
    }
}
