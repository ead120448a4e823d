package dev.millrace.function;

import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/** Definitions of functions on numbers. */
final class MathFunctions {

    private static final String NUMBER = "a number";

    private MathFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("math");
        scalars.partial("pmod", 2, 2, Typings.common("pmod"), "pmod(dividend, divisor)",
                "The remainder that is not negative for a positive divisor; DIVIDE_BY_ZERO for 0.");
        scalars.strict("abs", 1, 1, Typings.oneOf("abs", NUMBER, Typings::number, type -> type), "abs(expr)",
                "The absolute value; ARITHMETIC_OVERFLOW for the smallest integer.");
        scalars.strict("negative", 1, 1, Typings.oneOf("negative", NUMBER, Typings::number, type -> type), "negative(expr)",
                "The value negated.");
        scalars.strict("positive", 1, 1, Typings.oneOf("positive", NUMBER, Typings::number, type -> type), "positive(expr)", "The value.");
        scalars.add("sign", List.of("signum"), 1, 1, arguments -> {
            DataType given = arguments.getFirst().type();
            boolean interval = given instanceof DataType.YearMonthIntervalType || given instanceof DataType.DayTimeIntervalType;
            return new Typing.Choice(List.of(interval ? given : DataType.DOUBLE), DataType.DOUBLE);
        }, Nulls.STRICT_OR_NULL, true, "sign(expr)", "-1.0, 0.0 or 1.0, of a number or an interval.");
        scalars.partial("round", 1, 2, MathFunctions::rounded, "round(expr[, scale])",
                "Rounded half up to so many decimals, 0 by default.");
        scalars.partial("bround", 1, 2, MathFunctions::rounded, "bround(expr[, scale])", "Rounded half to even.");
        scalars.partial("floor", 1, 2, arguments -> toWhole("floor", arguments), "floor(expr[, scale])",
                "The largest whole number, or number of so many decimals, that is not larger.");
        scalars.add("ceil", List.of("ceiling"), 1, 2, arguments -> toWhole("ceil", arguments), Nulls.STRICT_OR_NULL, true,
                "ceil(expr[, scale])",
                "The smallest whole number, or number of so many decimals, that is not smaller.");
        doubles(scalars);
        integers(scalars);
        scalars.add("monotonically_increasing_id", List.of(), 0, 0, Typings.asIs(DataType.BIGINT), Nulls.NEVER, false,
                "monotonically_increasing_id()", "A number that grows from row to row; the partition is in its upper 31 bits.");
        scalars.add("spark_partition_id", List.of(), 0, 0, Typings.asIs(DataType.INT), Nulls.NEVER, false, "spark_partition_id()",
                "The number of the row's partition.");
        return scalars.all();
    }

    private static void doubles(Scalars scalars) {
        Typing one = Typings.fixed(DataType.DOUBLE, DataType.DOUBLE);
        String[][] plain = {{"sqrt", "The square root; NaN for a negative number."}, {"cbrt", "The cube root."},
                {"exp", "e to this power."},
                {"expm1", "exp(expr) - 1."}, {"rint", "The nearest whole number, half to even, as DOUBLE."},
                {"sin", "The sine of an angle in radians."},
                {"cos", "The cosine of an angle in radians."}, {"tan", "The tangent of an angle in radians."}, {"cot", "The cotangent."},
                {"sec", "The secant."}, {"csc", "The cosecant."}, {"asin", "The arc sine."}, {"acos", "The arc cosine."},
                {"atan", "The arc tangent."},
                {"sinh", "The hyperbolic sine."}, {"cosh", "The hyperbolic cosine."}, {"tanh", "The hyperbolic tangent."},
                {"asinh", "The inverse hyperbolic sine."}, {"acosh", "The inverse hyperbolic cosine."},
                {"atanh", "The inverse hyperbolic tangent."}, {"degrees", "Radians as degrees."}, {"radians", "Degrees as radians."}};
        for (String[] function : plain) {
            scalars.partial(function[0], 1, 1, one, function[0] + "(expr)", function[1]);
        }
        String[][] logarithms = {{"ln", "natural"}, {"log10", "base 10"}, {"log2", "base 2"}, {"log1p", "natural, of expr + 1,"}};
        for (String[] function : logarithms) {
            scalars.partial(function[0], 1, 1, one, function[0] + "(expr)", "The " + function[1] + " logarithm; null where there is none.");
        }
        scalars.partial("log", 1, 2, one, "log([base, ]expr)", "The logarithm, natural without a base; null where there is none.");
        scalars.add("power", List.of("pow"), 2, 2, one, Nulls.STRICT, true, "power(base, exponent)", "The base to this power.");
        scalars.strict("atan2", 2, 2, one, "atan2(y, x)", "The angle of the point (x, y).");
        scalars.strict("hypot", 2, 2, one, "hypot(a, b)", "The length of the hypotenuse.");
        scalars.strict("e", 0, 0, Typings.asIs(DataType.DOUBLE), "e()", "Euler's number.");
        scalars.strict("pi", 0, 0, Typings.asIs(DataType.DOUBLE), "pi()", "The circle's number.");
        scalars.add("nanvl", List.of(), 2, 2, one, Nulls.OWN, true, "nanvl(expr, other)", "The value, or the other one when it is NaN.");
        scalars.add("isnan", List.of(), 1, 1, Typings.fixed(DataType.BOOLEAN, DataType.DOUBLE), Nulls.NEVER, true, "isnan(expr)",
                "True for NaN; false for null.");
    }

    private static void integers(Scalars scalars) {
        scalars.partial("factorial", 1, 1, Typings.fixed(DataType.BIGINT, DataType.INT), "factorial(expr)",
                "The factorial; null outside 0 to 20.");
        Typing shift = arguments -> {
            DataType type = arguments.getFirst().type() instanceof DataType.LongType ? DataType.BIGINT : DataType.INT;
            return new Typing.Choice(List.of(type, DataType.INT), type);
        };
        scalars.strict("shiftleft", 2, 2, shift, "shiftleft(expr, bits)", "The bits moved to the left.");
        scalars.strict("shiftright", 2, 2, shift, "shiftright(expr, bits)", "The bits moved to the right, the sign kept.");
        scalars.strict("shiftrightunsigned", 2, 2, shift, "shiftrightunsigned(expr, bits)", "The bits moved to the right, zeros moved in.");
        scalars.strict("bit_count", 1, 1, Typings.fixed(DataType.INT, DataType.BIGINT), "bit_count(expr)",
                "The number of bits that are set.");
        scalars.add("bit_get", List.of("getbit"), 2, 2, Typings.fixed(DataType.TINYINT, DataType.BIGINT, DataType.INT), Nulls.STRICT, true,
                "bit_get(expr, position)", "One bit, 0 or 1; the lowest has the position 0.");
        scalars.strict("bin", 1, 1, Typings.fixed(DataType.STRING, DataType.BIGINT), "bin(expr)", "The number in binary digits.");
        scalars.partial("conv", 3, 3, Typings.fixed(DataType.STRING, DataType.STRING, DataType.INT, DataType.INT), "conv(number, from, to)",
                "Digits of one base written in another; null for a base outside 2 to 36.");
        scalars.partial("width_bucket", 4, 4, MathFunctions::bucketed,
                "width_bucket(value, min, max, buckets)",
                "The number of the bucket that the value falls into, 0 below and buckets + 1 above.");
        for (String[] operator : new String[][] {{"&", "AND"}, {"|", "OR"}, {"^", "exclusive OR"}}) {
            scalars.strict(operator[0], 2, 2, arguments -> bits(operator[0], arguments), "a " + operator[0] + " b",
                    "Bitwise " + operator[1] + ".");
        }
        scalars.strict("~", 1, 1, arguments -> bits("~", arguments), "~ a", "Bitwise NOT.");
    }

    private static Typing.Choice bucketed(List<Expr> arguments) {
        DataType given = arguments.getFirst().type();
        boolean interval = given instanceof DataType.YearMonthIntervalType || given instanceof DataType.DayTimeIntervalType;
        DataType type = interval ? given : DataType.DOUBLE;
        return new Typing.Choice(List.of(type, type, type, DataType.BIGINT), DataType.BIGINT);
    }

    private static Typing.Choice bits(String operator, List<Expr> arguments) {
        DataType type = Typings.commonType(operator, Typings.types(arguments));
        if (!type.isIntegral() && !(type instanceof DataType.NullType)) {
            throw Typings.mismatch(operator, arguments, 0, "an integer");
        }
        DataType given = type.isIntegral() ? type : DataType.INT;
        return new Typing.Choice(arguments.stream().map(_ -> given).toList(), given);
    }

    private static DataType wholeArgument(DataType type) {
        return type.isIntegral() ? DataType.BIGINT
                : type instanceof DataType.DecimalType ? type : Typings.number(type) == DataType.NULL ? DataType.NULL : DataType.DOUBLE;
    }

    private static DataType whole(DataType type) {
        return type instanceof DataType.DecimalType(var precision, var scale)
                ? DataType.decimal(Math.min(DataType.DecimalType.MAX_PRECISION, Math.max(1, precision - scale + 1)), 0)
                : DataType.BIGINT;
    }

    /** With a scale the number is a decimal. */
    private static Typing.Choice toWhole(String function, List<Expr> arguments) {
        if (arguments.size() == 1) {
            return Typings.oneOf(function, NUMBER, MathFunctions::wholeArgument, MathFunctions::whole).choose(arguments);
        }
        DataType decimal = switch (arguments.getFirst().type()) {
            case DataType.ByteType _ -> DataType.decimal(3, 0);
            case DataType.ShortType _ -> DataType.decimal(5, 0);
            case DataType.IntType _ -> DataType.decimal(10, 0);
            case DataType.LongType _ -> DataType.decimal(20, 0);
            case DataType.FloatType _ -> DataType.decimal(14, 7);
            case DataType.DecimalType type -> type;
            case DataType.DoubleType _, DataType.StringType _, DataType.NullType _ -> DataType.decimal(30, 15);
            default -> throw Typings.mismatch(function, arguments, 0, NUMBER);
        };
        return rounded(function, arguments, decimal);
    }

    private static Typing.Choice rounded(List<Expr> arguments) {
        DataType type = Typings.number(arguments.getFirst().type());
        if (type == DataType.NULL) {
            throw Typings.mismatch("round", arguments, 0, NUMBER);
        }
        return rounded("round", arguments, type);
    }

    private static Typing.Choice rounded(String function, List<Expr> arguments, DataType type) {
        List<DataType> types = new ArrayList<>(List.of(type));
        int scale = 0;
        if (arguments.size() > 1) {
            if (!(arguments.get(1) instanceof Literal(Integer literal, var _))) {
                throw Typings.mismatch(function, arguments, 1, "an INT literal");
            }
            types.add(DataType.INT);
            scale = literal;
        }
        if (!(type instanceof DataType.DecimalType decimal)) {
            return new Typing.Choice(types, type);
        }
        int kept = Math.clamp(scale, 0, decimal.scale());
        int whole = decimal.precision() - decimal.scale() + 1;
        int precision = Math.min(DataType.DecimalType.MAX_PRECISION, Math.max(Math.max(whole + kept, 1), 1 - scale));
        return new Typing.Choice(types, DataType.decimal(precision, Math.min(kept, precision)));
    }
}
