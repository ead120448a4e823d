package dev.millrace.executor.operator.aggregate;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.OperatorStats;
import dev.millrace.types.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The batches of several operators, as an exchange would bring them together. */
final class OneAfterAnother implements Operator {

    private final List<Operator> inputs;
    private int current;

    OneAfterAnother(List<Operator> inputs) {
        this.inputs = inputs;
    }

    @Override
    public Schema schema() {
        return inputs.getFirst().schema();
    }

    @Override
    public @Nullable Batch next() {
        while (current < inputs.size()) {
            Batch batch = inputs.get(current).next();
            if (batch != null) {
                return batch;
            }
            current++;
        }
        return null;
    }

    @Override
    public OperatorStats stats() {
        return inputs.getFirst().stats();
    }

    @Override
    public void close() {
        inputs.forEach(Operator::close);
    }
}
