package dev.millrace.driver.analyze;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.And;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Case;
import dev.millrace.expr.Cast;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.OnError;
import dev.millrace.expr.Or;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.Widening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operators that have a node of their own: puts in Spark's ANSI casts and chooses the result type. */
final class Operators {

    private Operators() {}

    /** The operator over typed arguments, or null when {@code name} is no operator of this number of arguments. */
    static @Nullable Expr build(String name, List<Expr> arguments, String text) {
        return switch (arguments.size()) {
            case 0 -> null;
            case 1 -> unary(name, arguments.getFirst(), text);
            case 2 -> binary(name, arguments.get(0), arguments.get(1), text);
            case 3 -> name.equals("between") ? between(arguments, text) : name.equals("in") ? in(arguments, text) : null;
            default -> name.equals("in") ? in(arguments, text) : null;
        };
    }

    private static @Nullable Expr unary(String name, Expr input, String text) {
        return switch (name) {
            case "not" -> new Not(condition(input, text));
            case "isnull" -> new IsNull(input);
            case "isnotnull" -> new Not(new IsNull(input));
            case "in" -> Literal.FALSE;
            default -> null;
        };
    }

    private static @Nullable Expr binary(String name, Expr left, Expr right, String text) {
        return switch (name) {
            case "and" -> new And(condition(left, text), condition(right, text));
            case "or" -> new Or(condition(left, text), condition(right, text));
            case "+" -> ArithmeticTyping.build(Arithmetic.Op.ADD, left, right, OnError.THROW, text);
            case "-" -> ArithmeticTyping.build(Arithmetic.Op.SUBTRACT, left, right, OnError.THROW, text);
            case "*" -> ArithmeticTyping.build(Arithmetic.Op.MULTIPLY, left, right, OnError.THROW, text);
            case "/" -> ArithmeticTyping.build(Arithmetic.Op.DIVIDE, left, right, OnError.THROW, text);
            case "%", "mod" -> ArithmeticTyping.build(Arithmetic.Op.REMAINDER, left, right, OnError.THROW, text);
            case "div" -> ArithmeticTyping.build(Arithmetic.Op.INTEGRAL_DIVIDE, left, right, OnError.THROW, text);
            case "try_add" -> ArithmeticTyping.build(Arithmetic.Op.ADD, left, right, OnError.NULL, text);
            case "try_subtract" -> ArithmeticTyping.build(Arithmetic.Op.SUBTRACT, left, right, OnError.NULL, text);
            case "try_multiply" -> ArithmeticTyping.build(Arithmetic.Op.MULTIPLY, left, right, OnError.NULL, text);
            case "try_divide" -> ArithmeticTyping.build(Arithmetic.Op.DIVIDE, left, right, OnError.NULL, text);
            case "try_mod" -> ArithmeticTyping.build(Arithmetic.Op.REMAINDER, left, right, OnError.NULL, text);
            case "=", "==" -> compare(Compare.Op.EQ, left, right, text);
            case "!=", "<>" -> compare(Compare.Op.NE, left, right, text);
            case "<" -> compare(Compare.Op.LT, left, right, text);
            case "<=" -> compare(Compare.Op.LE, left, right, text);
            case ">" -> compare(Compare.Op.GT, left, right, text);
            case ">=" -> compare(Compare.Op.GE, left, right, text);
            case "<=>" -> compare(Compare.Op.NULL_SAFE_EQ, left, right, text);
            case "in" -> in(List.of(left, right), text);
            default -> null;
        };
    }

    static Expr compare(Compare.Op op, Expr left, Expr right, String text) {
        DataType common = compared(left, right).orElseThrow(() -> differing(left, right, text));
        if (!common.isOrderable()) {
            throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail",
                    "values of type " + common.sql() + " cannot be compared.");
        }
        return new Compare(op, Casts.to(left, common), Casts.to(right, common));
    }

    /** The type in which two values are compared; a whole-number literal against a DECIMAL counts by its own digits. */
    private static Optional<DataType> compared(Expr left, Expr right) {
        if (left.type() instanceof DecimalType decimal && right instanceof Literal && right.type().isIntegral()) {
            return Widening.of(decimal, ArithmeticTyping.decimalOf(right));
        }
        if (right.type() instanceof DecimalType decimal && left instanceof Literal && left.type().isIntegral()) {
            return Widening.of(ArithmeticTyping.decimalOf(left), decimal);
        }
        return Widening.of(left.type(), right.type());
    }

    private static Expr between(List<Expr> arguments, String text) {
        Expr value = arguments.get(0);
        return new And(compare(Compare.Op.GE, value, arguments.get(1), text), compare(Compare.Op.LE, value, arguments.get(2), text));
    }

    private static Expr in(List<Expr> arguments, String text) {
        Expr value = arguments.getFirst();
        DataType common = value.type();
        for (int i = 1; i < arguments.size(); i++) {
            Expr item = arguments.get(i);
            common = Widening.of(common, item.type()).orElseThrow(() -> differing(value, item, text));
        }
        List<Expr> items = new ArrayList<>(arguments.size() - 1);
        for (int i = 1; i < arguments.size(); i++) {
            items.add(Casts.to(arguments.get(i), common));
        }
        return new InList(Casts.to(value, common), items);
    }

    /** CASE with a common type for its values. */
    static Expr cases(List<Expr> conditions, List<Expr> values, @Nullable Expr otherwise, String text) {
        DataType common = otherwise == null ? DataType.NULL : otherwise.type();
        for (int i = values.size() - 1; i >= 0; i--) {
            Expr value = values.get(i);
            DataType soFar = common;
            common = Widening.of(value.type(), soFar)
                    .orElseThrow(() -> ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"",
                            "detail", "its values have types without a common type: " + value.type().sql() + " and " + soFar.sql() + "."));
        }
        List<Expr> checked = new ArrayList<>(conditions.size());
        for (Expr condition : conditions) {
            checked.add(condition(condition, text));
        }
        List<Expr> cast = new ArrayList<>(values.size());
        for (Expr value : values) {
            cast.add(Casts.to(value, common));
        }
        return new Case(checked, cast, otherwise == null ? Literal.ofNull(common) : Casts.to(otherwise, common), common);
    }

    /** A cast that the user wrote. */
    static Expr cast(Expr input, DataType type, OnError onError, String text) {
        if (Casts.sameValues(input.type(), type)) {
            return input;
        }
        if (!CastRules.allows(input.type(), type)) {
            throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail",
                    "cannot cast " + input.type().sql() + " to " + type.sql() + ".");
        }
        return input instanceof Literal(var value, var _) && value == null ? Literal.ofNull(type) : new Cast(input, type, onError);
    }

    /** A BOOLEAN operand. */
    static Expr condition(Expr expr, String text) {
        return switch (expr.type()) {
            case DataType.BooleanType _ -> expr;
            case DataType.NullType _ -> Casts.to(expr, DataType.BOOLEAN);
            case DataType other -> throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail",
                    "\"" + expr + "\" has the type " + other.sql() + ", but BOOLEAN is needed.");
        };
    }

    static EngineException differing(Expr left, Expr right, String text) {
        return ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail",
                "the left and right operands have incompatible types (" + left.type().sql() + " and " + right.type().sql() + ").");
    }
}
