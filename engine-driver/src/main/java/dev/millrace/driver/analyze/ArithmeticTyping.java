package dev.millrace.driver.analyze;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Arithmetic.Op;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DayTimeIntervalType;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.DataType.TimestampNtzType;
import dev.millrace.types.DataType.TimestampType;
import dev.millrace.types.DataType.YearMonthIntervalType;
import dev.millrace.types.Decimals;
import dev.millrace.types.Widening;
import org.jspecify.annotations.Nullable;

/**
 * Types of {@code + - * / % div}: numbers by Spark's ANSI rules; dates, timestamps and intervals with the moment on the left, or the
 * interval on the left of a factor.
 */
final class ArithmeticTyping {

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private ArithmeticTyping() {}

    static Expr build(Op op, Expr left, Expr right, OnError onError, String text) {
        if (left.type() instanceof DataType.NullType && right.type() instanceof DataType.NullType) {
            DataType type = op == Op.INTEGRAL_DIVIDE ? DataType.BIGINT : DataType.DOUBLE;
            return new Arithmetic(op, Literal.ofNull(type), Literal.ofNull(type), type, onError);
        }
        if (isMoment(left.type()) || isMoment(right.type())) {
            Expr moment = moment(op, left, right, onError);
            if (moment != null) {
                return moment;
            }
            throw wrong(left, right, text);
        }
        if (isInterval(left.type()) || isInterval(right.type())) {
            Expr interval = interval(op, left, right, onError);
            if (interval != null) {
                return interval;
            }
            throw wrong(left, right, text);
        }
        return numbers(op, left, right, onError, text);
    }

    /** The decimal type that a number is calculated in; a whole-number literal counts by its own digits. */
    static DecimalType decimalOf(Expr expr) {
        if (expr.type() instanceof DecimalType decimal) {
            return decimal;
        }
        if (expr instanceof Literal(var value, var _) && value instanceof Number number) {
            return DataType.decimal(Math.max(1, Long.toString(number.longValue()).replace("-", "").length()), 0);
        }
        return Decimals.ofIntegral(expr.type());
    }

    private static Expr numbers(Op op, Expr left, Expr right, OnError onError, String text) {
        DataType common = Widening.of(left.type(), right.type()).orElseThrow(() -> wrong(left, right, text));
        if (!common.isNumeric()) {
            throw wrong(left, right, text);
        }
        boolean decimal = common instanceof DecimalType;
        if (decimal) {
            return decimals(op, left, right, onError);
        }
        DataType operand = switch (op) {
            case ADD, SUBTRACT, MULTIPLY, REMAINDER -> common;
            case DIVIDE -> DataType.DOUBLE;
            case INTEGRAL_DIVIDE -> {
                if (!common.isIntegral()) {
                    throw wrong(left, right, text);
                }
                yield DataType.BIGINT;
            }
        };
        return new Arithmetic(op, Casts.to(left, operand), Casts.to(right, operand), operand, onError);
    }

    private static Expr decimals(Op op, Expr left, Expr right, OnError onError) {
        DecimalType one = left.type() instanceof DataType.NullType ? (DecimalType) right.type() : decimalOf(left);
        DecimalType other = right.type() instanceof DataType.NullType ? one : decimalOf(right);
        DataType type = switch (op) {
            case ADD, SUBTRACT -> Decimals.sum(one, other);
            case MULTIPLY -> Decimals.product(one, other);
            case DIVIDE -> Decimals.quotient(one, other);
            case REMAINDER -> Decimals.remainder(one, other);
            case INTEGRAL_DIVIDE -> DataType.BIGINT;
        };
        return new Arithmetic(op, Casts.to(left, one), Casts.to(right, other), type, onError);
    }

    private static @Nullable Expr moment(Op op, Expr left, Expr right, OnError onError) {
        if (!isMoment(left.type())) {
            boolean turns = op == Op.ADD && (isInterval(right.type()) || !isMoment(left.type()));
            return turns && !isText(left.type()) ? moment(Op.ADD, right, left, onError) : textMinusMoment(op, left, right, onError);
        }
        if (op != Op.ADD && op != Op.SUBTRACT) {
            return null;
        }
        if (isMoment(right.type()) || (op == Op.SUBTRACT && isText(right.type()))) {
            return op == Op.SUBTRACT ? difference(left, right, onError) : null;
        }
        boolean date = left.type() instanceof DataType.DateType;
        return switch (right.type()) {
            case YearMonthIntervalType _ -> new Arithmetic(op, left, right, left.type(), onError);
            case DayTimeIntervalType _ -> {
                boolean wholeDays =
                        right instanceof Literal(var value, var _) && value instanceof Long micros && micros % MICROS_PER_DAY == 0;
                Expr from = date && !wholeDays ? Casts.to(left, DataType.TIMESTAMP) : left;
                yield new Arithmetic(op, from, right, from.type(), onError);
            }
            case DataType.ByteType _, DataType.ShortType _, DataType.IntType _, DataType.NullType _ ->
                    date ? new Arithmetic(op, left, Casts.to(right, DataType.INT), DataType.DATE, onError) : null;
            default -> null;
        };
    }

    private static @Nullable Expr textMinusMoment(Op op, Expr left, Expr right, OnError onError) {
        return op == Op.SUBTRACT && isText(left.type()) ? difference(Casts.to(left, right.type()), right, onError) : null;
    }

    private static Expr difference(Expr left, Expr right, OnError onError) {
        DataType common = Widening.of(left.type(), right.type()).orElseThrow();
        return new Arithmetic(Op.SUBTRACT, Casts.to(left, common), Casts.to(right, common), DataType.INTERVAL_DAY_TIME, onError);
    }

    private static @Nullable Expr interval(Op op, Expr left, Expr right, OnError onError) {
        if (!isInterval(left.type())) {
            boolean factor = op == Op.MULTIPLY && (left.type().isNumeric() || isText(left.type()));
            boolean nothing = left.type() instanceof DataType.NullType;
            return factor || (nothing && op == Op.ADD) ? interval(op, right, left, onError) : null;
        }
        return switch (op) {
            case ADD, SUBTRACT -> {
                boolean fits = Casts.sameValues(left.type(), right.type()) || right.type() instanceof DataType.NullType;
                yield fits ? new Arithmetic(op, left, Casts.to(right, left.type()), left.type(), onError) : null;
            }
            case MULTIPLY, DIVIDE -> {
                Expr number = isText(right.type()) || right.type() instanceof DataType.NullType ? Casts.to(right, DataType.DOUBLE) : right;
                yield number.type().isNumeric() ? new Arithmetic(op, left, number, left.type(), onError) : null;
            }
            case INTEGRAL_DIVIDE ->
                    Casts.sameValues(left.type(), right.type()) ? new Arithmetic(op, left, right, DataType.BIGINT, onError) : null;
            case REMAINDER -> null;
        };
    }

    private static boolean isMoment(DataType type) {
        return type instanceof DataType.DateType || type instanceof TimestampType || type instanceof TimestampNtzType;
    }

    private static boolean isInterval(DataType type) {
        return type instanceof YearMonthIntervalType || type instanceof DayTimeIntervalType;
    }

    private static boolean isText(DataType type) {
        return type instanceof DataType.StringType;
    }

    private static EngineException wrong(Expr left, Expr right, String text) {
        if (left.type().equals(right.type())) {
            return ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail",
                    "numbers or intervals are needed, but the operands have the type " + left.type().sql() + ".");
        }
        return Operators.differing(left, right, text);
    }
}
