package dev.millrace.executor.operator.sort;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.SortKey;
import dev.millrace.shuffle.order.RowOrder;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies of rows and of those keys that are not columns of them. */
final class SortBuffer {

    private static final long MOST_COLUMN_BYTES = 3L << 29;

    private final int width;
    private final RowOrder order;
    private final int[] keyColumns;
    private final List<DataType> types = new ArrayList<>();
    private List<VectorBuilder> columns = new ArrayList<>();
    private int rows;

    SortBuffer(Schema schema, List<SortKey> keys) {
        this.width = schema.size();
        this.order = RowOrder.of(keys);
        this.keyColumns = new int[keys.size()];
        schema.fields().forEach(field -> types.add(field.type()));
        for (int key = 0; key < keyColumns.length; key++) {
            Expr expr = keys.get(key).expr();
            if (expr instanceof InputRef(var ordinal, var _, var _, var _)) {
                keyColumns[key] = ordinal;
            } else {
                keyColumns[key] = types.size();
                types.add(expr.type());
            }
        }
        clear();
    }

    int rows() {
        return rows;
    }

    /** Forgets the rows and their arrays. */
    void clear() {
        columns = new ArrayList<>();
        for (DataType type : types) {
            columns.add(VectorBuilder.of(type, 16));
        }
        rows = 0;
    }

    /** Bytes of the arrays, with what sorting them will take. */
    long heldBytes() {
        long held = (long) RowSorter.BYTES_PER_ROW * rows;
        for (VectorBuilder column : columns) {
            held += column.heldBytes();
        }
        return held;
    }

    /** True when a column comes near to the length that arrays can have. */
    boolean isFull() {
        boolean full = false;
        for (VectorBuilder column : columns) {
            full |= column.heldBytes() > MOST_COLUMN_BYTES;
        }
        return full;
    }

    /**
     * Copies rows.
     *
     * @param keys vectors of all keys
     * @param at   which rows; the first {@code count} of them
     */
    void append(List<Vector> batchColumns, List<Vector> keys, int[] at, int count) {
        for (int column = 0; column < width; column++) {
            columns.get(column).append(batchColumns.get(column), at, 0, count);
        }
        for (int key = 0; key < keyColumns.length; key++) {
            if (keyColumns[key] >= width) {
                columns.get(keyColumns[key]).append(keys.get(key), at, 0, count);
            }
        }
        rows += count;
    }

    /** The ids of all rows in order. */
    int[] sorted() {
        return RowSorter.sort(order, keys(), rows);
    }

    /** Vectors of the keys. */
    List<Vector> keys() {
        List<Vector> keys = new ArrayList<>(keyColumns.length);
        for (int column : keyColumns) {
            keys.add(columns.get(column).build());
        }
        return keys;
    }

    /** Rows by their ids. */
    Batch gather(int[] ids, int from, int count) {
        int[] at = new int[count];
        System.arraycopy(ids, from, at, 0, count);
        List<Vector> gathered = new ArrayList<>(width);
        for (int column = 0; column < width; column++) {
            gathered.add(Gather.rows(columns.get(column).build(), at, count));
        }
        return Batch.of(count, gathered);
    }

    /** Keeps only these rows, in this order. */
    void keep(int[] ids, int count) {
        List<VectorBuilder> kept = new ArrayList<>();
        for (VectorBuilder column : columns) {
            VectorBuilder copy = VectorBuilder.of(column.type(), count);
            copy.append(column.build(), ids, 0, count);
            kept.add(copy);
        }
        columns = kept;
        rows = count;
    }

    /** The ids of a batch's rows that count; may share the selection's array. */
    static int[] rowsOf(int length, @Nullable Selection selection) {
        if (selection != null) {
            return selection.rows();
        }
        int[] all = new int[length];
        for (int row = 0; row < length; row++) {
            all[row] = row;
        }
        return all;
    }
}
