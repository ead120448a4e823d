package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.operator.aggregate.states.PickAccumulator.Choice;
import dev.millrace.executor.operator.aggregate.states.PickAccumulator.Form;
import dev.millrace.executor.operator.aggregate.states.PickAccumulator.KeyOrder;
import dev.millrace.executor.operator.aggregate.states.PickAccumulator.Rule;
import dev.millrace.executor.operator.aggregate.states.WordAccumulator.Operation;
import dev.millrace.executor.operator.aggregate.sums.SumAccumulator;
import dev.millrace.executor.sketch.Sketches;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.function.AggregateStates;
import dev.millrace.function.SketchFunctions;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accumulator of each function that {@link SumAccumulator} does not cover. */
public final class Accumulators {

    private Accumulators() {}

    /**
     * A new accumulator.
     *
     * @throws dev.millrace.error.EngineException UNRESOLVED_ROUTINE, INVALID_PARAMETER_VALUE
     */
    public static Accumulator of(AggregateCall call) {
        if (AggregateStates.countsDistinctOnly(call)) {
            AggregateCall plain =
                    new AggregateCall(call.function(), call.arguments(), false, null, call.order(), call.type(), call.nullable());
            return new DistinctAccumulator(inputTypes(call),
                    () -> SumAccumulator.covers(plain) ? new SumCallAccumulator(plain) : of(plain));
        }
        DataType type = call.arguments().getFirst().type();
        return switch (call.function()) {
            case "min" -> extreme(type, Operation.MIN);
            case "max" -> extreme(type, Operation.MAX);
            case "bool_and", "every" -> new WordAccumulator(type, Operation.MIN);
            case "bool_or", "some", "any" -> new WordAccumulator(type, Operation.MAX);
            case "bit_and" -> new WordAccumulator(type, Operation.AND);
            case "bit_or" -> new WordAccumulator(type, Operation.OR);
            case "bit_xor" -> new WordAccumulator(type, Operation.XOR);
            case "first", "first_value", "any_value" -> pick(call, type, Choice.FIRST);
            case "last", "last_value" -> pick(call, type, Choice.LAST);
            case "single_value" -> new PickAccumulator(new Rule(type, List.of(), Choice.ONLY, false, false, Form.VALUE_SET_KEYS));
            case "min_by" -> pickBy(call, type, true);
            case "max_by" -> pickBy(call, type, false);
            case "stddev", "std", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop", "skewness", "kurtosis" ->
                    new MomentsAccumulator(call.function());
            case "product" -> new ProductAccumulator();
            case "corr", "covar_pop", "covar_samp", "regr_avgx", "regr_avgy", "regr_r2", "regr_slope", "regr_intercept" ->
                    new CovarianceAccumulator(call.function());
            case "regr_sxx", "regr_syy", "regr_sxy" -> new CovarianceAccumulator(call.function());
            case "collect_list", "array_agg" -> new ListAccumulator(type, order(call), ListResult.list(call.type()));
            case "collect_set" -> new SetAccumulator(type, call.type());
            case "listagg", "string_agg" -> new ListAccumulator(type, order(call), ListResult.joined(type, delimiter(call)));
            case "mode" -> CountedAccumulator.mode(type, Boolean.TRUE.equals(constant(call, 2)));
            case "median", "percentile_approx", "approx_percentile", "percentile_cont", "percentile_disc" ->
                    new ListAccumulator(type, List.of(), percentile(call));
            case "percentile" -> call.arguments().size() < 3
                    ? new ListAccumulator(type, List.of(), percentile(call))
                    : CountedAccumulator.percentile(type, percentile(call));
            case "approx_count_distinct" ->
                    new SketchAccumulator(call.arguments().size() < 2 ? Double.NaN : number(call, constant(call, 1)));
            case "histogram_numeric" -> {
                int bins = (int) number(call, constant(call, 1));
                yield new SummaryAccumulator(call.type(), () -> new HistogramSummary(bins, type));
            }
            case String name when SketchFunctions.isSketch(name) ->
                    SummaryAccumulator.neverNull(call.type(), Sketches.of(name, position -> constant(call, position)));
            default -> throw ErrorCondition.UNRESOLVED_ROUTINE.with("name", call.function(), "suggestion", "");
        };
    }

    private static Accumulator extreme(DataType type, Operation operation) {
        if (WordReader.reads(type)) {
            return new WordAccumulator(type, operation);
        }
        KeyOrder order = new KeyOrder(type, operation == Operation.MIN, true);
        return new PickAccumulator(new Rule(type, List.of(order), Choice.FIRST, true, false, Form.VALUE));
    }

    private static Accumulator pick(AggregateCall call, DataType type, Choice choice) {
        boolean ignoreNulls = Boolean.TRUE.equals(constant(call, 1));
        return new PickAccumulator(new Rule(type, order(call), choice, ignoreNulls, false, Form.VALUE_SET_KEYS));
    }

    private static Accumulator pickBy(AggregateCall call, DataType type, boolean least) {
        KeyOrder order = new KeyOrder(call.arguments().get(1).type(), least, true);
        return new PickAccumulator(new Rule(type, List.of(order), Choice.FIRST, false, true, Form.VALUE_KEY));
    }

    private static List<DataType> inputTypes(AggregateCall call) {
        List<DataType> types = new ArrayList<>();
        AggregateStates.valueArguments(call).forEach(argument -> types.add(call.arguments().get(argument).type()));
        call.order().forEach(key -> types.add(key.expr().type()));
        return types;
    }

    private static byte[] delimiter(AggregateCall call) {
        return switch (constant(call, 1)) {
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case byte[] bytes -> bytes;
            case null -> new byte[0];
            default -> throw wrong(call, 1, "text");
        };
    }

    private static PercentileResult percentile(AggregateCall call) {
        boolean interpolated = switch (call.function()) {
            case "median", "percentile", "percentile_cont" -> true;
            default -> false;
        };
        boolean descending = call.function().startsWith("percentile_") && Boolean.TRUE.equals(constant(call, 2));
        boolean array = call.type() instanceof DataType.ArrayType && !call.function().equals("median");
        DataType type = array && call.type() instanceof DataType.ArrayType(var element, var _) ? element : call.type();
        List<Double> at = new ArrayList<>();
        if (call.function().equals("median")) {
            at.add(0.5);
        } else if (constant(call, 1) instanceof List<?> several) {
            several.forEach(value -> at.add(value == null ? 0 : share(call, value)));
        } else {
            at.add(share(call, constant(call, 1)));
        }
        return new PercentileResult(type, at, array ? call.type() : null, interpolated, descending);
    }

    private static double share(AggregateCall call, @Nullable Object value) {
        double share = number(call, value);
        if (!(share >= 0 && share <= 1)) {
            throw wrong(call, 1, "a number from 0 to 1");
        }
        return share;
    }

    private static double number(AggregateCall call, @Nullable Object value) {
        if (value instanceof Number number) {
            DataType type = call.arguments().get(1).type();
            DataType element = type instanceof DataType.ArrayType(var inner, var _) ? inner : type;
            int scale = element instanceof DataType.DecimalType decimal ? decimal.scale() : 0;
            return number instanceof Double plain ? plain : new BigDecimal(number.toString()).scaleByPowerOfTen(-scale).doubleValue();
        }
        throw wrong(call, 1, "a number");
    }

    private static List<KeyOrder> order(AggregateCall call) {
        return call.order().stream().map(key -> new KeyOrder(key.expr().type(), key.ascending(), key.nullsFirst())).toList();
    }

    /** Value of a constant argument; null when it is not given. */
    private static @Nullable Object constant(AggregateCall call, int argument) {
        if (argument >= call.arguments().size()) {
            return null;
        }
        Expr expr = call.arguments().get(argument);
        if (expr instanceof Literal literal) {
            return literal.value();
        }
        throw wrong(call, argument, "a constant");
    }

    private static EngineException wrong(AggregateCall call, int argument, String expected) {
        return ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "argument " + (argument + 1), "function", call.function(),
                "expected", expected, "actual",
                call.arguments().get(argument));
    }
}
