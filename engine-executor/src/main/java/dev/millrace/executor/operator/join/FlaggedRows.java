package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.operator.sort.SpillFile;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/** Batches of rows with a last column that tells which of them have met a partner, as they are on disk; and what copies of batches take. */
final class FlaggedRows {

    private FlaggedRows() {}

    static BooleanVector flags(Batch stored) {
        return (BooleanVector) stored.column(stored.columns().size() - 1);
    }

    static Batch withoutLast(Batch stored) {
        return new Batch(stored.columns().subList(0, stored.columns().size() - 1), stored.length(), stored.selection());
    }

    static BooleanVector noFlags(int length) {
        return new BooleanVector(DataType.BOOLEAN, new byte[length], length, null);
    }

    static Batch with(Batch batch, Vector last) {
        List<Vector> columns = new ArrayList<>(batch.columns());
        columns.add(last);
        return new Batch(columns, batch.length(), batch.selection());
    }

    static Batch joined(Batch first, Batch second) {
        List<Vector> columns = new ArrayList<>();
        for (int column = 0; column < first.columns().size(); column++) {
            VectorBuilder both = VectorBuilder.of(first.column(column).type(), first.length() + second.length());
            both.appendAll(first.column(column));
            both.appendAll(second.column(column));
            columns.add(both.build());
        }
        return Batch.of(first.length() + second.length(), columns);
    }

    static long copiedBytes(Batch batch) {
        long bytes = 0;
        int[] at = SpillFile.part(batch, 0, batch.rows()).rows();
        for (Vector column : batch.columns()) {
            VectorBuilder copy = VectorBuilder.of(column.type(), batch.rows());
            copy.append(column, at, 0, at.length);
            bytes += copy.heldBytes();
        }
        return bytes;
    }
}
