package dev.millrace.executor.operator.window;

import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.Vector;
import dev.millrace.expr.SortKey;
import dev.millrace.types.DataType;
import java.util.List;

/** Numbers of rows and of groups of peers. */
final class StreamedRank extends StreamedFunction {

    StreamedRank(WindowFunction function, List<SortKey> orderBy, LoadedRows.Columns columns) {
        super(function, orderBy, columns);
    }

    @Override
    void scan(List<Vector> batchColumns, int count) {
        // The number of rows is all that is asked for.
    }

    @Override
    boolean isReady(LoadedRows loaded, int from, int to) {
        return !function.call().function().equals("cume_dist") || loaded.reachesEnd()
                || loaded.rows().peerEnd()[to - 1] < loaded.count();
    }

    @Override
    Vector evaluate(LoadedRows loaded, int from, int to) {
        String name = function.call().function();
        int count = to - from;
        int[] numbers = new int[count];
        double[] shares = new double[count];
        long group = loaded.firstGroup() + 1;
        for (int row = 1; row < from; row++) {
            group += loaded.rows().peerStart()[row] == row ? 1 : 0;
        }
        long buckets = name.equals("ntile") ? function.buckets() : 1;
        for (int i = 0; i < count; i++) {
            int row = from + i;
            group += row > 0 && loaded.rows().peerStart()[row] == row ? 1 : 0;
            switch (name) {
                case "row_number" -> numbers[i] = (int) (loaded.first() + row + 1);
                case "rank" -> numbers[i] = (int) (loaded.peerStart(row) + 1);
                case "dense_rank" -> numbers[i] = (int) group;
                case "ntile" -> numbers[i] = WindowFunction.bucket(loaded.first() + row, loaded.total(), buckets);
                case "percent_rank" -> shares[i] = loaded.total() == 1 ? 0 : loaded.peerStart(row) / (double) (loaded.total() - 1);
                default -> shares[i] = (loaded.first() + loaded.rows().peerEnd()[row]) / (double) loaded.total();
            }
        }
        return name.equals("percent_rank") || name.equals("cume_dist")
                ? new DoubleVector(DataType.DOUBLE, shares, count, null)
                : new IntVector(DataType.INT, numbers, count, null);
    }

    @Override
    int keepFrom(LoadedRows loaded, int next) {
        return next;
    }
}
