package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.RowHash;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import java.util.List;

/**
 * Divides rows by a hash of their keys, by another one at each level: what fell into one partition once is divided evenly by the next.
 */
final class JoinPartitions {

    static final int COUNT = 16;

    /** In place of a partition, for rows with a null where null matches nothing. */
    static final int NONE = -1;

    private final int level;
    private final List<Boolean> nullSafe;
    private final RowHash hash = new RowHash();
    private long[] hashes = {};
    private int[] partitions = {};

    JoinPartitions(int level, List<Boolean> nullSafe) {
        this.level = level;
        this.nullSafe = nullSafe;
    }

    /** The partition of each row that counts, by its number among those; valid until the next call. */
    int[] of(List<Vector> keys, Batch batch) {
        int count = batch.rows();
        if (hashes.length < count) {
            hashes = new long[count];
            partitions = new int[count];
        }
        Selection selection = batch.selection();
        hash.rows(keys, batch.length(), selection, hashes);
        long[] usable = JoinTable.usable(keys, nullSafe, batch.length());
        for (int i = 0; i < count; i++) {
            partitions[i] = Validity.isValid(usable, selection == null ? i : selection.rows()[i]) ? partition(hashes[i]) : NONE;
        }
        return partitions;
    }

    /** True when some row has a null where null matches nothing. */
    boolean anyWithoutKey(List<Vector> keys, Batch batch) {
        long[] usable = JoinTable.usable(keys, nullSafe, batch.length());
        boolean any = false;
        for (int i = 0; usable != null && i < batch.rows(); i++) {
            any |= !Validity.isValid(usable, batch.selection() == null ? i : batch.selection().rows()[i]);
        }
        return any;
    }

    /** Two rounds of multiply and shift, begun with the level (as in the finalizer of MurmurHash3). */
    private int partition(long hashed) {
        long mixed = (hashed + level * 0x9e37_79b9_7f4a_7c15L) * 0xff51_afd7_ed55_8ccdL;
        mixed = (mixed ^ (mixed >>> 32)) * 0xc4ce_b9fe_1a85_ec53L;
        return (int) (mixed >>> 60);
    }
}
