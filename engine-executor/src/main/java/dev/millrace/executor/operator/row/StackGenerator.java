package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code stack(n, e1, e2 …)}: the expressions dealt out over n rows; what is missing in the last one is null. */
final class StackGenerator implements Generator {

    private final int rows;
    private final int width;
    private final List<Evaluator> values;
    private final List<Vector> padding;
    private @Nullable Batch batch;
    private int row;

    StackGenerator(int rows, List<Evaluator> values, List<? extends Expr> arguments) {
        this.rows = rows;
        this.width = Math.ceilDiv(values.size(), rows);
        this.values = values;
        this.padding = arguments.subList(0, width).stream().map(first -> VectorBuilder.single(null, first.type())).toList();
    }

    @Override
    public void start(Batch input) {
        batch = input;
        row = 0;
    }

    @Override
    public @Nullable Batch next() {
        if (batch == null || row == rows) {
            batch = null;
            return null;
        }
        List<Vector> columns = new ArrayList<>(batch.columns());
        for (int column = 0; column < width; column++) {
            int value = row * width + column;
            columns.add(value < values.size()
                    ? values.get(value).evaluate(batch, batch.selection())
                    : new ConstantVector(padding.get(column), batch.length()));
        }
        row++;
        return new Batch(columns, batch.length(), batch.selection());
    }
}
