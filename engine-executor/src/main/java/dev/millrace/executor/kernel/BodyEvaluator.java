package dev.millrace.executor.kernel;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Vector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lambda whose body was compiled over columns of its own: the captured columns of the batch, then the parameters. */
final class BodyEvaluator implements KernelLambda {

    private final List<Integer> captured;
    private final int parameters;
    private final Evaluator body;
    private @Nullable Batch outer;

    BodyEvaluator(List<Integer> captured, int parameters, Evaluator body) {
        this.captured = captured;
        this.parameters = parameters;
        this.body = body;
    }

    /** The batch that captured columns are taken from. */
    void bind(Batch batch) {
        outer = batch;
    }

    @Override
    public int parameters() {
        return parameters;
    }

    @Override
    public Vector apply(List<Vector> values, int[] rows, int count) {
        List<Vector> columns = new ArrayList<>(captured.size() + values.size());
        for (int column : captured) {
            columns.add(Gather.rows(bound().column(column), rows, count));
        }
        columns.addAll(values.subList(0, parameters));
        return body.evaluate(Batch.of(count, columns), null);
    }

    private Batch bound() {
        if (outer == null) {
            throw new IllegalStateException("no batch");
        }
        return outer;
    }
}
