package dev.millrace.shuffle.write;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.RowHash;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.shuffle.order.RowComparator;
import dev.millrace.shuffle.order.RowOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says to which partition each row goes. Used by one thread. */
final class PartitionFunction {

    private final Partitioning partitioning;
    private final RowHash keyHash = new RowHash();
    private final @Nullable Bounds bounds;
    private long[] hashes = {};

    PartitionFunction(Partitioning partitioning) {
        this.partitioning = partitioning;
        this.bounds = partitioning instanceof Partitioning.Range range ? Bounds.of(range) : null;
    }

    /**
     * @param keys      vectors of the partitioning's keys, as long as the batch
     * @param rowHashes hash of each row that counts
     * @param out       becomes the partition of each row that counts
     */
    void partition(Batch batch, List<Vector> keys, long[] rowHashes, int[] out) {
        int count = batch.rows();
        int partitions = partitioning.partitions();
        switch (partitioning) {
            case Partitioning.Single _, Partitioning.Broadcast _ -> Arrays.fill(out, 0, count, 0);
            case Partitioning.RoundRobin _ -> spread(rowHashes, count, partitions, out);
            case Partitioning.Hash _ -> {
                if (hashes.length < count) {
                    hashes = new long[count];
                }
                keyHash.rows(keys, batch.length(), batch.selection(), hashes);
                spread(hashes, count, partitions, out);
            }
            case Partitioning.Range _ -> {
                if (bounds == null) {
                    throw new IllegalStateException("a range without bounds");
                }
                bounds.partition(keys, batch.selection(), count, out);
            }
        }
    }

    private static void spread(long[] hashes, int count, int partitions, int[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = RowHash.partition(hashes[i], partitions);
        }
    }

    /** Ascending rows between which ranges lie. */
    private record Bounds(RowOrder order, List<Vector> columns, int count) {

        static Bounds of(Partitioning.Range range) {
            LocalRows rows = range.bounds();
            List<Vector> columns = new ArrayList<>();
            for (int column = 0; column < rows.schema().size(); column++) {
                VectorBuilder builder = VectorBuilder.of(rows.schema().type(column), (int) rows.rowCount());
                for (Batch batch : rows.batches()) {
                    builder.appendAll(batch.column(column));
                }
                columns.add(builder.build());
            }
            return new Bounds(RowOrder.of(range.keys()), columns, (int) rows.rowCount());
        }

        void partition(List<Vector> keys, @Nullable Selection rows, int rowCount, int[] out) {
            RowComparator comparator = order.comparator(keys, columns);
            for (int i = 0; i < rowCount; i++) {
                int row = rows == null ? i : rows.rows()[i];
                int low = 0;
                int high = count;
                while (low < high) {
                    int middle = (low + high) >>> 1;
                    if (comparator.compare(row, middle) < 0) {
                        high = middle;
                    } else {
                        low = middle + 1;
                    }
                }
                out[i] = low;
            }
        }
    }
}
