package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides when an expression of one column is computed on the column's dictionary instead of its rows: as soon as as many rows were asked
 * for as the dictionary has values, so that a large dictionary of which little is wanted costs nothing. At worst the work is done twice.
 */
final class DictionaryTask {

    private final int column;
    private @Nullable Vector dictionary;
    private long rowsSeen;
    private boolean refused;

    DictionaryTask(int column) {
        this.column = column;
    }

    int column() {
        return column;
    }

    /** True when {@code candidate} is not the dictionary of the call before: what was kept for that one is void. */
    boolean changes(Vector candidate) {
        if (candidate == dictionary) {
            return false;
        }
        dictionary = candidate;
        rowsSeen = 0;
        refused = false;
        return true;
    }

    /** True when it is time to compute the dictionary. */
    boolean isDue(Vector candidate, int rows) {
        rowsSeen += rows;
        return !refused && rowsSeen >= candidate.length();
    }

    /** The dictionary ended in an error: the rows decide, for they may not use the value in question. */
    void refuse() {
        refused = true;
    }

    /** A batch whose column is {@code values}; the expression reads no other. */
    Batch batch(Vector values) {
        List<Vector> columns = new ArrayList<>(Collections.nCopies(column + 1, new NullVector(values.length())));
        columns.set(column, values);
        return Batch.of(values.length(), columns);
    }

    /** A batch of one row in which the column is null. */
    Batch nullRow(Vector values) {
        return batch(VectorBuilder.allNull(values.type(), 1));
    }
}
