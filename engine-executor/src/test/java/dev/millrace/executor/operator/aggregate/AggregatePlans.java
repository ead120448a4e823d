package dev.millrace.executor.operator.aggregate;

import dev.millrace.executor.harness.OperatorHarness;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.function.AggregateStates;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.HashAggregateExec.Mode;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/** Plans and operators of an aggregation over columns. */
final class AggregatePlans {

    private AggregatePlans() {}

    static InputRef column(Schema schema, String name) {
        int ordinal = schema.indexOf(name);
        return new InputRef(ordinal, schema.type(ordinal), true, name);
    }

    static AggregateCall call(String function, DataType type, Expr... arguments) {
        return new AggregateCall(function, List.of(arguments), false, null, List.of(), type, true);
    }

    static HashAggregateExec plan(Mode mode, List<? extends Expr> keys, List<AggregateCall> calls) {
        PhysicalPlan input = new LocalTableExec(new LocalRows(Schema.EMPTY, List.of()));
        List<Field> fields = new ArrayList<>();
        for (Expr key : keys) {
            fields.add(Field.of(key.toString(), key.type()));
        }
        for (AggregateCall call : calls) {
            if (mode == Mode.PARTIAL) {
                AggregateStates.types(call).forEach(state -> fields.add(Field.of(call.toString(), state)));
            } else {
                fields.add(Field.of(call.toString(), call.type()));
            }
        }
        return new HashAggregateExec(input, mode, List.copyOf(keys), calls, new Schema(fields));
    }

    /** One step. */
    static OperatorHarness.Factory single(List<InputRef> keys, List<AggregateCall> calls) {
        return (inputs, task) -> new HashAggregateOperator(plan(Mode.SINGLE, keys, calls), inputs.getFirst(),
                new ExprCompiler(task.config()), task);
    }

    /** A partial aggregation and a final one over it. */
    static OperatorHarness.Factory twoSteps(List<InputRef> keys, List<AggregateCall> calls) {
        return (inputs, task) -> {
            Operator partial = partial(keys, calls).create(inputs, task);
            return new HashAggregateOperator(plan(Mode.FINAL, refs(keys), calls), partial, new ExprCompiler(task.config()), task);
        };
    }

    /** The first step only. */
    static OperatorHarness.Factory partial(List<InputRef> keys, List<AggregateCall> calls) {
        return (inputs, task) -> new HashAggregateOperator(plan(Mode.PARTIAL, keys, calls), inputs.getFirst(),
                new ExprCompiler(task.config()), task);
    }

    /** A partial aggregation of each input and a final one over all. */
    static OperatorHarness.Factory severalPartials(List<InputRef> keys, List<AggregateCall> calls) {
        return (inputs, task) -> {
            List<Operator> partials = inputs.stream().map(input -> partial(keys, calls).create(List.of(input), task)).toList();
            return new HashAggregateOperator(plan(Mode.FINAL, refs(keys), calls), new OneAfterAnother(partials),
                    new ExprCompiler(task.config()), task);
        };
    }

    private static List<InputRef> refs(List<InputRef> keys) {
        List<InputRef> refs = new ArrayList<>();
        keys.forEach(key -> refs.add(new InputRef(refs.size(), key.type(), true, key.name())));
        return refs;
    }
}
