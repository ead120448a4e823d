package dev.millrace.executor.operator.window;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive rows of a partition that is too large to be in memory as a whole.
 *
 * @param first          number of the first one in its partition, from 0
 * @param total          rows of the partition
 * @param rows           their peers; the rows that are loaded stand for the partition
 * @param firstPeerStart number in the partition of the first row that is a peer of the first one here
 * @param firstGroup     groups of peers before that
 * @param columns        flat vectors of the input's columns, then of all expressions
 */
record LoadedRows(long first, long total, WindowRows rows, long firstPeerStart, long firstGroup, List<Vector> columns) {

    int count() {
        return rows.count();
    }

    /** The partition's last row is here. */
    boolean reachesEnd() {
        return first + count() == total;
    }

    /** Number in the partition of the first peer of a row here. */
    long peerStart(int row) {
        int start = rows.peerStart()[row];
        return start == 0 ? firstPeerStart : first + start;
    }

    /** Where a function's values are among the columns. */
    record Columns(int arguments, int argumentCount, int limits, int limitCount, int filter) {

        List<Vector> arguments(List<Vector> columns) {
            return columns.subList(arguments, arguments + argumentCount);
        }

        List<Vector> limits(List<Vector> columns) {
            return columns.subList(limits, limits + limitCount);
        }

        @Nullable
        BooleanVector filter(List<Vector> columns) {
            return filter < 0 ? null : (BooleanVector) columns.get(filter);
        }
    }
}
