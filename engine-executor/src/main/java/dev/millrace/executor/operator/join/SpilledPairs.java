package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.executor.operator.sort.SpillFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The partitions of a build side that are on disk. */
final class SpilledPairs {

    private final JoinWork work;
    private final int level;
    private final @Nullable SpilledPair[] pairs = new SpilledPair[JoinPartitions.COUNT];

    /** @param level of the pairs */
    SpilledPairs(JoinWork work, int level) {
        this.work = work;
        this.level = level;
    }

    boolean any() {
        return Arrays.stream(pairs).anyMatch(pair -> pair != null);
    }

    /** The pair of a partition, which from now on is on disk. */
    SpilledPair pair(int partition) {
        SpilledPair pair = pairs[partition];
        if (pair == null) {
            pair = new SpilledPair(work, level);
            pairs[partition] = pair;
        }
        return pair;
    }

    /** Bytes of the largest block of any. */
    long largestBlock() {
        return Arrays.stream(pairs).mapToLong(pair -> pair == null ? 0 : pair.largestBlock()).max().orElse(0);
    }

    /** Writes some rows of a batch to a pair. */
    interface PairWriter {
        void write(SpilledPair pair, Selection rows);
    }

    /**
     * Writes the rows whose partition is on disk; gives the others. While rows are written, other partitions may go to disk: so it looks
     * again until that does not happen.
     *
     * @param of        partition of each row that counts, or {@link JoinPartitions#NONE}
     * @param evictions grows whenever partitions have gone to disk
     */
    Selection divided(Batch batch, int[] of, IntSupplier evictions, PairWriter writer) {
        int count = batch.rows();
        int[] physical = SpillFile.part(batch, 0, count).rows();
        boolean[] written = new boolean[JoinPartitions.COUNT];
        int before;
        do {
            before = evictions.getAsInt();
            for (int partition = 0; partition < written.length; partition++) {
                SpilledPair pair = pairs[partition];
                if (pair != null && !written[partition]) {
                    written[partition] = true;
                    int[] chosen = new int[count];
                    int found = 0;
                    for (int i = 0; i < count; i++) {
                        chosen[found] = physical[i];
                        found += of[i] == partition ? 1 : 0;
                    }
                    if (found > 0) {
                        writer.write(pair, new Selection(chosen, found));
                    }
                }
            }
        } while (before != evictions.getAsInt());
        int found = 0;
        for (int i = 0; i < count; i++) {
            physical[found] = physical[i];
            found += of[i] == JoinPartitions.NONE || !written[of[i]] ? 1 : 0;
        }
        return new Selection(physical, found);
    }

    /** The largest partitions, until half of the rows, or all, are in them. */
    static boolean[] largest(int[] counts, int rows, boolean all) {
        boolean[] chosen = new boolean[JoinPartitions.COUNT];
        int gone = 0;
        while (all ? gone < rows : 2 * gone < rows) {
            int largest = -1;
            for (int partition = 0; partition < counts.length; partition++) {
                if (!chosen[partition] && counts[partition] > 0 && (largest < 0 || counts[partition] > counts[largest])) {
                    largest = partition;
                }
            }
            if (largest < 0) {
                break;
            }
            chosen[largest] = true;
            gone += counts[largest];
        }
        return chosen;
    }

    /** What has gone to disk; the caller finishes and closes it. */
    List<SpilledPair> take() {
        List<SpilledPair> taken = new ArrayList<>();
        for (SpilledPair pair : pairs) {
            if (pair != null) {
                taken.add(pair);
            }
        }
        Arrays.fill(pairs, null);
        return taken;
    }
}
