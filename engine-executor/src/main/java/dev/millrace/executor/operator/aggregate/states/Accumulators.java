package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.operator.aggregate.states.PickAccumulator.Form;
import dev.millrace.executor.operator.aggregate.states.PickAccumulator.KeyOrder;
import dev.millrace.executor.operator.aggregate.states.PickAccumulator.Rule;
import dev.millrace.executor.operator.aggregate.states.WordAccumulator.Operation;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accumulator of each function that {@link SumAccumulator} does not cover. */
public final class Accumulators {

    private Accumulators() {
    }

    /**
     * @throws dev.millrace.error.EngineException UNRESOLVED_ROUTINE, INVALID_PARAMETER_VALUE
     */
    public static Accumulator of(AggregateCall call) {
        DataType type = call.arguments().getFirst().type();
        return switch (call.function()) {
            case "min" -> extreme(type, Operation.MIN);
            case "max" -> extreme(type, Operation.MAX);
            case "bool_and", "every" -> new WordAccumulator(type, Operation.MIN);
            case "bool_or", "some", "any" -> new WordAccumulator(type, Operation.MAX);
            case "bit_and" -> new WordAccumulator(type, Operation.AND);
            case "bit_or" -> new WordAccumulator(type, Operation.OR);
            case "bit_xor" -> new WordAccumulator(type, Operation.XOR);
            case "first", "first_value", "any_value" -> pick(call, type, false);
            case "last", "last_value" -> pick(call, type, true);
            case "min_by" -> pickBy(call, type, true);
            case "max_by" -> pickBy(call, type, false);
            default -> throw ErrorCondition.UNRESOLVED_ROUTINE.with("name", call.function(), "suggestion", "");
        };
    }

    private static Accumulator extreme(DataType type, Operation operation) {
        if (WordReader.reads(type)) {
            return new WordAccumulator(type, operation);
        }
        KeyOrder order = new KeyOrder(type, operation == Operation.MIN, true);
        return new PickAccumulator(new Rule(type, List.of(order), false, true, false, Form.VALUE));
    }

    private static Accumulator pick(AggregateCall call, DataType type, boolean last) {
        boolean ignoreNulls = Boolean.TRUE.equals(constant(call, 1));
        return new PickAccumulator(new Rule(type, order(call), last, ignoreNulls, false, Form.VALUE_SET_KEYS));
    }

    private static Accumulator pickBy(AggregateCall call, DataType type, boolean least) {
        KeyOrder order = new KeyOrder(call.arguments().get(1).type(), least, true);
        return new PickAccumulator(new Rule(type, List.of(order), false, false, true, Form.VALUE_KEY));
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
        throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "argument " + (argument + 1), "function", call.function(), "expected", "a constant", "actual",
                expr);
    }
}
