package dev.millrace.driver.schedule;

import dev.millrace.transport.MapOutput;
import java.util.BitSet;

/** What the outputs of a stage held that readers may have seen, also those that are gone: what takes their place must be the same. */
final class Contents {

    private final BitSet known = new BitSet();
    private final long[] rows;
    private final long[] checksums;

    Contents(int partitions) {
        this.rows = new long[partitions];
        this.checksums = new long[partitions];
    }

    /** True when another content was known. */
    boolean replace(int partition, MapOutput output) {
        long count = 0;
        for (long part : output.rows()) {
            count += part;
        }
        boolean changed = known.get(partition) && (rows[partition] != count || checksums[partition] != output.checksum());
        known.set(partition);
        rows[partition] = count;
        checksums[partition] = output.checksum();
        return changed;
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /** Nobody has seen it any more; true when it was known. */
    boolean forget(int partition) {
        boolean was = known.get(partition);
        known.clear(partition);
        return was;
    }
}
