package dev.millrace.function;

import dev.millrace.expr.Expr;
import dev.millrace.function.FunctionDefinition.Kind;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Definitions of the aggregate functions; their states are in {@link AggregateStates}. */
final class AggregateFunctions {

    private AggregateFunctions() {}

    static List<FunctionDefinition> all() {
        List<FunctionDefinition> all = new ArrayList<>();
        all.add(define("count", 0, FunctionDefinition.ANY, Typings.asIs(DataType.BIGINT), Nulls.NEVER, "count(*), count(expr[, …])",
                "The number of rows, or of rows in which no expression is null."));
        all.add(define("count_if", 1, 1, Typings.fixed(DataType.BIGINT, DataType.BOOLEAN), Nulls.NEVER, "count_if(condition)",
                "The number of rows for which the condition is true."));
        for (String name : List.of("sum", "try_sum")) {
            all.add(define(name, 1, 1,
                    Typings.oneOf(name, "a number or an interval", AggregateFunctions::summable, AggregateFunctions::sumType),
                    Nulls.OWN, name + "(expr)", "The sum of the values" + (name.startsWith("try") ? "; null on overflow." : ".")));
        }
        all.add(define("avg", List.of("mean"), 1, 1,
                Typings.oneOf("avg", "a number or an interval", AggregateFunctions::summable, AggregateFunctions::averageType), Nulls.OWN,
                "avg(expr)",
                "The mean of the values."));
        all.add(define("try_avg", 1, 1,
                Typings.oneOf("try_avg", "a number or an interval", AggregateFunctions::summable, AggregateFunctions::averageType),
                Nulls.OWN,
                "try_avg(expr)", "The mean of the values; null on overflow."));
        for (String name : List.of("min", "max")) {
            all.add(define(name, 1, 1, Typings.oneOf(name, "of a type that can be ordered", AggregateFunctions::orderable, type -> type),
                    Nulls.OWN,
                    name + "(expr)", "The " + (name.equals("min") ? "smallest" : "largest") + " value."));
            all.add(define(name + "_by", 2, 2, Typings.firstAsIs(), Nulls.OWN, name + "_by(value, order)",
                    "The value of the row with the " + (name.equals("min") ? "smallest" : "largest") + " order."));
        }
        for (String name : List.of("first", "last")) {
            all.add(define(name, List.of(name + "_value"), 1, 2, Typings.firstThen(DataType.BOOLEAN), Nulls.OWN,
                    name + "(expr[, ignoreNulls])",
                    "The " + name + " value of the group, of the rows as they come."));
        }
        all.add(define("any_value", 1, 2, Typings.firstThen(DataType.BOOLEAN), Nulls.OWN, "any_value(expr[, ignoreNulls])",
                "Some value of the group."));
        all.add(define("single_value", 1, 1, Typings.firstAsIs(), Nulls.OWN, "single_value(expr)",
                "The value of the group's only row; null without a row, SCALAR_SUBQUERY_TOO_MANY_ROWS with more than one."));
        all.add(define("bool_and", List.of("every"), 1, 1, condition("bool_and"), Nulls.OWN,
                "bool_and(condition)",
                "True when the condition holds for every row."));
        all.add(define("bool_or", List.of("some", "any"), 1, 1, condition("bool_or"), Nulls.OWN,
                "bool_or(condition)",
                "True when the condition holds for some row."));
        for (String name : List.of("bit_and", "bit_or", "bit_xor")) {
            all.add(define(name, 1, 1, Typings.oneOf(name, "integral", type -> type.isIntegral() ? type : DataType.NULL, type -> type),
                    Nulls.OWN,
                    name + "(expr)", "The bitwise " + name.substring(4).toUpperCase(Locale.ROOT) + " of the values."));
        }
        statistics(all);
        collections(all);
        return all;
    }

    private static void statistics(List<FunctionDefinition> all) {
        Typing one = Typings.fixed(DataType.DOUBLE, DataType.DOUBLE);
        all.add(define("stddev", List.of("std", "stddev_samp"), 1, 1, one, Nulls.OWN, "stddev(expr)", "The sample standard deviation."));
        all.add(define("stddev_pop", 1, 1, one, Nulls.OWN, "stddev_pop(expr)", "The population standard deviation."));
        all.add(define("variance", List.of("var_samp"), 1, 1, one, Nulls.OWN, "variance(expr)", "The sample variance."));
        all.add(define("var_pop", 1, 1, one, Nulls.OWN, "var_pop(expr)", "The population variance."));
        all.add(define("skewness", 1, 1, one, Nulls.OWN, "skewness(expr)", "The skewness of the values."));
        all.add(define("kurtosis", 1, 1, one, Nulls.OWN, "kurtosis(expr)", "The excess kurtosis of the values."));
        all.add(define("corr", 2, 2, one, Nulls.OWN, "corr(x, y)", "Pearson's correlation."));
        all.add(define("covar_pop", 2, 2, one, Nulls.OWN, "covar_pop(x, y)", "The population covariance."));
        all.add(define("covar_samp", 2, 2, one, Nulls.OWN, "covar_samp(x, y)", "The sample covariance."));
        all.add(define("percentile_approx", List.of("approx_percentile"), 2, 3, AggregateFunctions::percentileApprox, Nulls.OWN,
                "percentile_approx(expr, p[, accuracy])", "The least value that at least the share p of the rows do not exceed; exact."));
        all.add(define("approx_count_distinct", 1, 2, Typings.asIs(DataType.BIGINT), Nulls.NEVER, "approx_count_distinct(expr[, error])",
                "An estimate of the number of distinct values (HyperLogLog)."));
        all.add(define("product", 1, 1, one, Nulls.OWN, "product(expr)", "The product of the values."));
    }

    private static void collections(List<FunctionDefinition> all) {
        Typing list = arguments -> new Typing.Choice(Typings.types(arguments), new DataType.ArrayType(arguments.getFirst().type(), false));
        all.add(define("collect_list", List.of("array_agg"), 1, 1, list, Nulls.NEVER, "collect_list(expr)",
                "The values that are not null, as an array."));
        all.add(define("collect_set", 1, 1, list, Nulls.NEVER, "collect_set(expr)", "The distinct values that are not null, as an array."));
        all.add(define("listagg", List.of("string_agg"), 1, 2, AggregateFunctions::text, Nulls.OWN, "listagg(expr[, delimiter])",
                "The values that are not null, joined by the delimiter."));
    }

    private static DataType summable(DataType type) {
        return switch (type) {
            case DataType.FloatType _, DataType.DoubleType _, DataType.StringType _, DataType.NullType _ -> DataType.DOUBLE;
            case DataType.ByteType _, DataType.ShortType _, DataType.IntType _, DataType.LongType _,
                    DataType.DecimalType _, DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _ ->
                    type;
            case DataType.BooleanType _, DataType.BinaryType _, DataType.DateType _, DataType.TimestampType _,
                    DataType.TimestampNtzType _, DataType.ArrayType _, DataType.MapType _, DataType.StructType _ ->
                    DataType.NULL;
        };
    }

    private static DataType sumType(DataType type) {
        return type.isIntegral() ? DataType.BIGINT
                : type instanceof DataType.DecimalType(var precision, var scale)
                        ? DataType.decimal(Math.min(DataType.DecimalType.MAX_PRECISION, precision + 10), scale)
                        : type;
    }

    private static DataType averageType(DataType type) {
        return type.isIntegral() ? DataType.DOUBLE
                : type instanceof DataType.DecimalType(var precision, var scale)
                        ? DataType.decimal(Math.min(DataType.DecimalType.MAX_PRECISION, precision + 4),
                                Math.min(DataType.DecimalType.MAX_PRECISION, scale + 4))
                        : type;
    }

    private static DataType orderable(DataType type) {
        return type.isOrderable() ? type : DataType.NULL;
    }

    private static Typing.Choice percentileApprox(List<Expr> arguments) {
        boolean several = arguments.get(1).type() instanceof DataType.ArrayType;
        DataType value = arguments.getFirst().type();
        List<DataType> types = new ArrayList<>();
        types.add(value);
        types.add(several ? DataType.array(DataType.DOUBLE) : DataType.DOUBLE);
        if (arguments.size() > 2) {
            types.add(DataType.INT);
        }
        return new Typing.Choice(types, several ? DataType.array(value) : value);
    }

    private static Typing.Choice text(List<Expr> arguments) {
        DataType type = arguments.getFirst().type() instanceof DataType.BinaryType ? DataType.BINARY : DataType.STRING;
        List<DataType> types = new ArrayList<>();
        arguments.forEach(_ -> types.add(type));
        return new Typing.Choice(types, type);
    }

    private static FunctionDefinition define(String name, int min, int max, Typing typing, Nulls nulls, String usage, String doc) {
        return define(name, List.of(), min, max, typing, nulls, usage, doc);
    }

    private static FunctionDefinition define(String name, List<String> aliases, int min, int max, Typing typing, Nulls nulls, String usage,
            String doc) {
        return new FunctionDefinition(name, aliases, Kind.AGGREGATE, "aggregate", min, max, typing, nulls, true, usage, doc);
    }

    /** A BOOLEAN, or a text that is read as one. */
    private static Typing condition(String function) {
        return Typings.oneOf(function, "a BOOLEAN", type -> type instanceof DataType.BooleanType || type instanceof DataType.StringType
                || type instanceof DataType.NullType ? DataType.BOOLEAN : DataType.NULL, type -> type);
    }
}
