package dev.millrace.columnar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns of equal length, and which of their rows count. Without a {@link Selection} all do. Selections live between a scan or filter and
 * the next operator that copies rows; {@link #dense()} applies one.
 *
 * @param columns   vectors of {@code length} rows each; may be none (a count needs no column)
 * @param length    physical rows
 * @param selection rows that count, or null for all
 */
public record Batch(List<Vector> columns, int length, @Nullable Selection selection) {

    /** Most rows a batch has by default. */
    public static final int ROWS = 8192;

    public Batch {
        columns = List.copyOf(columns);
    }

    public static Batch of(int length, Vector... columns) {
        return new Batch(List.of(columns), length, null);
    }

    public static Batch of(int length, List<Vector> columns) {
        return new Batch(columns, length, null);
    }

    /** Rows that count. */
    public int rows() {
        return selection == null ? length : selection.count();
    }

    public Vector column(int ordinal) {
        return columns.get(ordinal);
    }

    /** These rows only; they must be a subset of those that count now. */
    public Batch select(Selection rows) {
        return new Batch(columns, length, rows);
    }

    /** The same rows without a selection: copies when it leaves rows out. */
    public Batch dense() {
        if (selection == null) {
            return this;
        }
        return selection.count() == length
                ? new Batch(columns, length, null)
                : Gather.batch(this, selection.rows(), selection.count());
    }
}
