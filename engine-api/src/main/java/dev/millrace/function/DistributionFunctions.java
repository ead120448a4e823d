package dev.millrace.function;

import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.function.FunctionDefinition.Kind;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.List;

/** Definitions of aggregate functions that tell how values are distributed, alone or in pairs. */
final class DistributionFunctions {

    private static final String PERCENTAGE = "a number (numeric type) from 0 to 1, or an array of such";

    private DistributionFunctions() {}

    static List<FunctionDefinition> all() {
        List<FunctionDefinition> all = new ArrayList<>();
        all.add(define("median", 1, 1, arguments -> {
            DataType type = measured("median", arguments);
            return new Typing.Choice(List.of(type), type);
        }, "median(expr)", "The median, interpolated; of numbers as DOUBLE, of intervals an interval."));
        all.add(define("percentile", 2, 3, arguments -> percentile("percentile", arguments, DataType.BIGINT),
                "percentile(expr, p[, frequency])", "The percentile p (0 to 1, or an array of them), interpolated."));
        for (String name : List.of("percentile_cont", "percentile_disc")) {
            all.add(define(name, 1, 1, arguments -> percentile(name, arguments, DataType.BOOLEAN),
                    name + "(p) WITHIN GROUP (ORDER BY expr)",
                    name.endsWith("cont") ? "The percentile p (0 to 1, or an array of them), interpolated between values."
                            : "The first value that at least the share p of the values come up to."));
        }
        all.add(define("mode", 0, 2, arguments -> {
            if (arguments.isEmpty()) {
                return new Typing.Choice(List.of(), DataType.NULL);
            }
            return Typings.firstThen(DataType.BOOLEAN).choose(arguments);
        }, "mode(expr[, deterministic]), mode() WITHIN GROUP (ORDER BY expr)",
                "The most frequent value; of several the least, or the first in the order."));
        all.add(define("histogram_numeric", 2, 2, DistributionFunctions::histogram, "histogram_numeric(expr, bins)",
                "So many bins of a histogram, each with its center x and its height y; approximate."));
        pairs(all);
        return all;
    }

    private static void pairs(List<FunctionDefinition> all) {
        Typing pair = Typings.fixed(DataType.DOUBLE, DataType.DOUBLE);
        all.add(new FunctionDefinition("regr_count", List.of(), Kind.AGGREGATE, "aggregate", 2, 2, Typings.asIs(DataType.BIGINT),
                Nulls.NEVER, true, "regr_count(y, x)", "The number of pairs without a null."));
        String[][] functions = {{"avgx", "The mean of x over pairs without a null."}, {"avgy", "The mean of y over pairs without a null."},
                {"r2", "The coefficient of determination of the line through the pairs."},
                {"slope", "The slope of the line through the pairs."}, {"intercept", "Where the line through the pairs crosses x = 0."},
                {"sxx", "The sum of the squared distances of x from its mean."},
                {"syy", "The sum of the squared distances of y from its mean."},
                {"sxy", "The sum of the products of both distances from the means."}};
        for (String[] function : functions) {
            all.add(define("regr_" + function[0], 2, 2, pair, "regr_" + function[0] + "(y, x)", function[1]));
        }
    }

    /** The value, the percentages, and for some functions one argument more. */
    private static Typing.Choice percentile(String function, List<Expr> arguments, DataType third) {
        if (arguments.size() == 1) {
            return new Typing.Choice(Typings.types(arguments), DataType.DOUBLE);
        }
        DataType given = arguments.get(1).type();
        boolean several = given instanceof DataType.ArrayType;
        DataType one = given instanceof DataType.ArrayType(var element, var _) ? element : given;
        boolean text = one instanceof DataType.StringType && !several;
        if (given instanceof DataType.NullType || !(one.isNumeric() || one instanceof DataType.NullType || text)) {
            throw Typings.mismatch(function, arguments, 1, PERCENTAGE);
        }
        List<DataType> types = new ArrayList<>();
        types.add(measured(function, arguments));
        types.add(several ? DataType.array(DataType.DOUBLE) : DataType.DOUBLE);
        if (arguments.size() > 2) {
            types.add(third);
        }
        return new Typing.Choice(types, several ? DataType.array(types.getFirst()) : types.getFirst());
    }

    private static DataType measured(String function, List<Expr> arguments) {
        DataType type = arguments.getFirst().type();
        if (type instanceof DataType.YearMonthIntervalType || type instanceof DataType.DayTimeIntervalType) {
            return type;
        }
        if (type.isNumeric() || type instanceof DataType.StringType || type instanceof DataType.NullType) {
            return DataType.DOUBLE;
        }
        throw Typings.mismatch(function, arguments, 0, "of a numeric or an interval type");
    }

    private static Typing.Choice histogram(List<Expr> arguments) {
        DataType given = arguments.getFirst().type();
        boolean time = given instanceof DataType.DateType || given instanceof DataType.TimestampType
                || given instanceof DataType.TimestampNtzType || given instanceof DataType.YearMonthIntervalType
                || given instanceof DataType.DayTimeIntervalType;
        boolean text = given instanceof DataType.StringType || given instanceof DataType.NullType;
        if (!given.isNumeric() && !time && !text) {
            throw Typings.mismatch("histogram_numeric", arguments, 0, "a number, a date, a timestamp or an interval");
        }
        if (arguments.get(1) instanceof Literal(Integer bins, var _) && bins < 2) {
            throw Typings.mismatch("histogram_numeric", arguments, 1, "a constant INT from 2 on");
        }
        DataType type = text ? DataType.DOUBLE : given;
        DataType bin = DataType.struct(Field.of("x", type), Field.of("y", DataType.DOUBLE));
        return new Typing.Choice(List.of(type, DataType.INT), DataType.array(bin));
    }

    private static FunctionDefinition define(String name, int min, int max, Typing typing, String usage, String doc) {
        return new FunctionDefinition(name, List.of(), Kind.AGGREGATE, "aggregate", min, max, typing, Nulls.OWN, true, usage, doc);
    }
}
