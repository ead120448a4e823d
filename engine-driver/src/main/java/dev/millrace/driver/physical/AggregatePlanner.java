package dev.millrace.driver.physical;

import dev.millrace.driver.statistics.Estimate;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.function.AggregateStates;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.HashAggregateExec.Mode;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Aggregation in one step where equal keys are together already, else partial before and final after an exchange by the keys. */
final class AggregatePlanner {

    /** With fewer, some partition would get most of the rows. */
    private static final double GROUPS_WORTH_A_PARTITION = 100;

    private final PartitionCounts counts;

    AggregatePlanner(PartitionCounts counts) {
        this.counts = counts;
    }

    PhysicalPlan plan(Aggregate aggregate, PhysicalPlan input, Estimate groups) {
        Binding binding = new Binding(aggregate.input().output());
        List<Expr> keys = binding.named(aggregate.groupings());
        List<AggregateCall> calls = new ArrayList<>(aggregate.aggregates().size());
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            calls.add(binding.call(measure.call()));
        }
        Schema result = aggregate.schema();
        if (keys.isEmpty() ? input.partitions() == 1 : Distribution.groups(input, keys)) {
            return new HashAggregateExec(input, Mode.SINGLE, keys, calls, result);
        }
        Optional<PhysicalPlan> together = groups.rows() < GROUPS_WORTH_A_PARTITION * input.partitions()
                ? Optional.empty()
                : NarrowerExchange.by(keys, input);
        if (together.isPresent()) {
            return new HashAggregateExec(together.get(), Mode.SINGLE, keys, calls, result);
        }
        Schema states = states(result.fields().subList(0, keys.size()), calls);
        PhysicalPlan partial = new HashAggregateExec(input, Mode.PARTIAL, keys, calls, states);
        List<Expr> first = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            Field key = states.field(i);
            first.add(new InputRef(i, key.type(), key.nullable(), key.name()));
        }
        int partitions = keys.isEmpty() ? 1 : counts.of(groups);
        Partitioning partitioning = partitions == 1 ? new Partitioning.Single() : new Partitioning.Hash(first, partitions);
        return new HashAggregateExec(new ExchangeExec(partial, partitioning, List.of()), Mode.FINAL, first, calls, result);
    }

    private static Schema states(List<Field> keys, List<AggregateCall> calls) {
        List<Field> fields = new ArrayList<>(keys);
        for (AggregateCall call : calls) {
            List<DataType> types = AggregateStates.types(call);
            for (int i = 0; i < types.size(); i++) {
                fields.add(Field.of(call.function() + (types.size() == 1 ? "" : "_" + i), types.get(i)));
            }
        }
        return new Schema(fields);
    }
}
