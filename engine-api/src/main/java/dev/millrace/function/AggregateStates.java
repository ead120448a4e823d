package dev.millrace.function;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.SortKey;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a partial aggregation hands on: the state columns of each aggregate function, and with them the list of functions that the
 * executor has.
 *
 * <p>{@code AggregateStates.types(call)} of {@code avg(price)} over DECIMAL(15,2) gives {@code [DECIMAL(25,2), BIGINT]}: the sum and the
 * count.
 *
 * <table>
 * <caption>Result types; T is the type of the first argument. Arguments in brackets are constants. All but {@code count}, {@code count_if},
 * {@code collect_*}, {@code array_agg} and {@code approx_count_distinct} are null without a value to work on; nulls are skipped unless
 * it is said.</caption>
 * <tr><th>function</th><th>argument is cast to</th><th>result</th></tr>
 * <tr><td>count(), count(a, …)</td><td>any</td><td>BIGINT: rows; rows where no argument is null</td></tr>
 * <tr><td>count_if(b)</td><td>BOOLEAN</td><td>BIGINT</td></tr>
 * <tr><td>sum, try_sum</td><td>integral: as it is</td><td>BIGINT; ARITHMETIC_OVERFLOW (try: null) beyond 64 bits</td></tr>
 * <tr><td></td><td>FLOAT, DOUBLE, STRING: DOUBLE</td><td>DOUBLE</td></tr>
 * <tr><td></td><td>DECIMAL(p,s)</td><td>DECIMAL(min(38,p+10),s)</td></tr>
 * <tr><td></td><td>interval</td><td>T</td></tr>
 * <tr><td>avg, mean, try_avg</td><td>integral: as it is; FLOAT, STRING: DOUBLE</td><td>DOUBLE</td></tr>
 * <tr><td></td><td>DECIMAL(p,s)</td><td>DECIMAL(min(38,p+4),min(38,s+4)), rounded half up</td></tr>
 * <tr><td></td><td>interval</td><td>T, rounded half up</td></tr>
 * <tr><td>min, max</td><td>orderable</td><td>T</td></tr>
 * <tr><td>min_by(v, o), max_by(v, o)</td><td>any, orderable</td><td>T; rows with a null {@code o} are skipped, a null {@code v} is
 * not</td></tr>
 * <tr><td>first, first_value, last, last_value, any_value (v[, ignoreNulls])</td><td>any</td><td>T; nulls count unless
 * {@code ignoreNulls}</td></tr>
 * <tr><td>single_value(v)</td><td>any</td><td>T; null without a row, SCALAR_SUBQUERY_TOO_MANY_ROWS at the second</td></tr>
 * <tr><td>bool_and, every, bool_or, some, any</td><td>BOOLEAN</td><td>BOOLEAN</td></tr>
 * <tr><td>bit_and, bit_or, bit_xor</td><td>integral</td><td>T</td></tr>
 * <tr><td>stddev, std, stddev_samp, stddev_pop, variance, var_samp, var_pop, skewness, kurtosis</td><td>DOUBLE</td><td>DOUBLE; null
 * where the
 * divisor would be zero</td></tr>
 * <tr><td>product(x)</td><td>DOUBLE</td><td>DOUBLE</td></tr>
 * <tr><td>corr(x, y), covar_pop(x, y), covar_samp(x, y)</td><td>DOUBLE</td><td>DOUBLE; rows with a null are skipped</td></tr>
 * <tr><td>regr_avgx, regr_avgy, regr_r2, regr_slope, regr_intercept, regr_sxx, regr_syy, regr_sxy (y, x)</td><td>DOUBLE</td><td>DOUBLE;
 * rows with a null are skipped</td></tr>
 * <tr><td>collect_list, array_agg, collect_set</td><td>any</td><td>ARRAY of T without nulls; empty, never null</td></tr>
 * <tr><td>listagg, string_agg (v[, delimiter])</td><td>STRING or BINARY</td><td>T</td></tr>
 * <tr><td>mode(v[, deterministic[, descending]])</td><td>any</td><td>T; of equally frequent values the least</td></tr>
 * <tr><td>percentile(v, [p][, frequency]), median(v)</td><td>numeric: DOUBLE; interval: as it is; frequency BIGINT (per
 * row)</td><td>DOUBLE or the
 * interval; an ARRAY of it when {@code p} is an array; interpolated</td></tr>
 * <tr><td>percentile_cont, percentile_disc (v, [p], [descending])</td><td>as percentile</td><td>as percentile; {@code disc} a value
 * itself</td></tr>
 * <tr><td>histogram_numeric(v, [bins])</td><td>numeric, DATE, TIMESTAMP, interval</td><td>ARRAY of STRUCT of x (T) and y
 * (DOUBLE)</td></tr>
 * <tr><td>percentile_approx, approx_percentile (v, [p][, accuracy])</td><td>numeric, DATE, TIMESTAMP, TIMESTAMP_NTZ, interval</td><td>T,
 * or ARRAY of T when
 * {@code p} is an array; exact: the least value that at least {@code p} of the rows do not exceed</td></tr>
 * <tr><td>approx_count_distinct(v[, rsd])</td><td>any</td><td>BIGINT, standard error {@code rsd}, 0.05 when not given</td></tr>
 * </table>
 *
 * <p>A call with DISTINCT keeps the distinct arguments themselves, unless the function is the same with and without.
 */
public final class AggregateStates {

    private AggregateStates() {}

    /**
     * The state columns of a call, in order. All are nullable.
     *
     * @throws dev.millrace.error.EngineException UNRESOLVED_ROUTINE for a function that is no aggregate
     */
    public static List<DataType> types(AggregateCall call) {
        if (countsDistinctOnly(call)) {
            return List.of(DataType.array(tuple(inputs(call))));
        }
        return switch (call.function()) {
            case "count", "count_if" -> List.of(DataType.BIGINT);
            case "sum" -> List.of(call.type());
            case "try_sum" -> List.of(call.type(), DataType.BIGINT);
            case "avg", "mean" -> List.of(sumOfAverage(argument(call)), DataType.BIGINT);
            case "try_avg" -> List.of(sumOfAverage(argument(call)), DataType.BIGINT, DataType.BIGINT);
            case "min", "max", "bool_and", "every", "bool_or", "some", "any", "bit_and", "bit_or", "bit_xor" -> List.of(argument(call));
            case "min_by", "max_by" -> List.of(argument(call), call.arguments().get(1).type());
            case "first", "first_value", "last", "last_value", "any_value", "single_value" ->
                    withOrder(List.of(argument(call), DataType.BOOLEAN), call);
            case "product" -> doubles(1);
            case "stddev", "std", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop" -> doubles(3);
            case "skewness" -> doubles(4);
            case "kurtosis" -> doubles(5);
            case "covar_pop", "covar_samp" -> doubles(4);
            case "corr", "regr_avgx", "regr_avgy", "regr_r2", "regr_slope", "regr_intercept", "regr_sxx", "regr_syy", "regr_sxy" ->
                    doubles(6);
            case "collect_list", "array_agg", "listagg", "string_agg" ->
                    List.of(DataType.array(call.order().isEmpty() ? argument(call) : tuple(withOrder(List.of(argument(call)), call))));
            case "collect_set", "median", "percentile_approx", "approx_percentile", "percentile_cont", "percentile_disc" ->
                    List.of(DataType.array(argument(call)));
            case "percentile" -> call.arguments().size() < 3 ? List.of(DataType.array(argument(call))) : counted(call);
            case "mode" -> counted(call);
            case "approx_count_distinct", "histogram_numeric" -> List.of(DataType.BINARY);
            case String name when SketchFunctions.isSketch(name) -> List.of(DataType.BINARY);
            default -> throw ErrorCondition.UNRESOLVED_ROUTINE.with("name", call.function(), "suggestion", "");
        };
    }

    /** True when DISTINCT changes what the call gives, so that the distinct arguments must be kept. */
    public static boolean countsDistinctOnly(AggregateCall call) {
        return call.distinct() && switch (call.function()) {
            case "min", "max", "bool_and", "every", "bool_or", "some", "any", "bit_and", "bit_or", "first", "first_value", "last",
                    "last_value", "any_value",
                    "min_by", "max_by", "collect_set", "approx_count_distinct" ->
                    false;
            default -> true;
        };
    }

    /** Positions of the arguments that are values per row; the others are constants. */
    public static List<Integer> valueArguments(AggregateCall call) {
        int given = call.arguments().size();
        return switch (call.function()) {
            case "count" -> IntStream.range(0, given).boxed().toList();
            case "min_by", "max_by", "corr", "covar_pop", "covar_samp", "regr_avgx", "regr_avgy", "regr_r2" -> List.of(0, 1);
            case "regr_slope", "regr_intercept", "regr_sxx", "regr_syy", "regr_sxy" -> List.of(0, 1);
            case "percentile" -> given < 3 ? List.of(0) : List.of(0, 2);
            default -> List.of(0);
        };
    }

    /** Types of what a call reads per row: its value arguments, a percentile's frequency, the keys of its ORDER BY. */
    private static List<DataType> inputs(AggregateCall call) {
        List<DataType> types = new ArrayList<>();
        for (int argument : valueArguments(call)) {
            types.add(call.arguments().get(argument).type());
        }
        return withOrder(types, call);
    }

    private static DataType argument(AggregateCall call) {
        return call.arguments().getFirst().type();
    }

    private static DataType sumOfAverage(DataType argument) {
        return switch (argument) {
            case DataType.DecimalType(var precision, var scale) ->
                    DataType.decimal(Math.min(DataType.DecimalType.MAX_PRECISION, precision + 10), scale);
            case DataType.YearMonthIntervalType _,
                    DataType.DayTimeIntervalType _ -> DataType.decimal(DataType.DecimalType.MAX_PRECISION, 0);
            case DataType.BooleanType _, DataType.ByteType _, DataType.ShortType _, DataType.IntType _,
                    DataType.LongType _, DataType.FloatType _, DataType.DoubleType _, DataType.StringType _,
                    DataType.BinaryType _, DataType.DateType _, DataType.TimestampType _, DataType.TimestampNtzType _,
                    DataType.ArrayType _, DataType.MapType _, DataType.StructType _, DataType.NullType _ ->
                    DataType.DOUBLE;
        };
    }

    private static List<DataType> doubles(int count) {
        return Collections.nCopies(count, DataType.DOUBLE);
    }

    private static List<DataType> counted(AggregateCall call) {
        return List.of(DataType.array(argument(call)), DataType.array(DataType.BIGINT));
    }

    private static List<DataType> withOrder(List<DataType> types, AggregateCall call) {
        List<DataType> all = new ArrayList<>(types);
        for (SortKey key : call.order()) {
            all.add(key.expr().type());
        }
        return all;
    }

    private static DataType tuple(List<DataType> types) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            fields.add(Field.of("c" + i, types.get(i)));
        }
        return new DataType.StructType(fields);
    }
}
