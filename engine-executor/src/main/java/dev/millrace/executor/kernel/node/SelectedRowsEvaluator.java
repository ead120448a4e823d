package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.RowSpread;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * When few rows are wanted: gathers the columns that the expression reads, evaluates it on those rows alone, and puts the results back
 * into their places. So no kernel needs a form for selections.
 */
public final class SelectedRowsEvaluator implements Evaluator {

    private final Evaluator dense;
    private final SortedSet<Integer> columns;
    private final DataType type;
    private final int eighths;
    private final RowSpread spread = new RowSpread();

    /** @param eighths of the batch's rows below which gathering pays */
    public SelectedRowsEvaluator(Evaluator dense, SortedSet<Integer> columns, DataType type, int eighths) {
        this.dense = dense;
        this.columns = columns;
        this.type = type;
        this.eighths = eighths;
    }

    @Override
    public Vector evaluate(Batch batch, @Nullable Selection rows) {
        int length = batch.length();
        if (rows == null || 8L * rows.count() >= (long) eighths * length) {
            return dense.evaluate(batch, rows);
        }
        if (rows.count() == 0) {
            return Constants.ofNull(type, length);
        }
        return spread.spread(dense.evaluate(gather(batch, rows), null), rows, length);
    }

    private Batch gather(Batch batch, Selection rows) {
        int last = columns.isEmpty() ? 0 : columns.last() + 1;
        List<Vector> gathered = new ArrayList<>(Collections.nCopies(last, new NullVector(rows.count())));
        for (int column : columns) {
            gathered.set(column, Gather.rows(batch.column(column), rows.rows(), rows.count()));
        }
        return Batch.of(rows.count(), gathered);
    }
}
