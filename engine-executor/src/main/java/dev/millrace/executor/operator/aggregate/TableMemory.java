package dev.millrace.executor.operator.aggregate;

import dev.millrace.columnar.Batch;
import dev.millrace.memory.MemoryPool;

/** What an aggregation's table holds, as its pool counts it. */
final class TableMemory implements AutoCloseable {

    /** A column cannot hold 2 GiB of text, so a table is full before. */
    private static final long MOST_TEXT = 3L << 29;

    private final MemoryPool pool;
    private long reserved;

    TableMemory(MemoryPool pool) {
        this.pool = pool;
    }

    MemoryPool pool() {
        return pool;
    }

    long reserved() {
        return reserved;
    }

    /**
     * Makes room for so many new groups: old and new arrays are counted while the one is copied to the other.
     *
     * @return false, with nothing changed, when there is not so much memory
     */
    boolean makeRoom(Aggregation table, int newGroups) {
        long needed = table.size() + (long) newGroups;
        if (needed <= table.capacity()) {
            return true;
        }
        long doubled = Math.max(needed, 2L * table.capacity());
        return grow(table, doubled) || (doubled > needed && grow(table, needed));
    }

    private boolean grow(Aggregation table, long groups) {
        if (groups > Integer.MAX_VALUE / 4) {
            return false;
        }
        long bytes = table.bytesAt((int) groups);
        if (!pool.tryReserve(bytes)) {
            return false;
        }
        table.reserve((int) groups);
        pool.release(reserved);
        reserved = bytes;
        return true;
    }

    /** As {@link #makeRoom}, but others are asked to spill, and it fails with MEMORY_LIMIT_EXCEEDED when that does not help. */
    void demandRoom(Aggregation table, int newGroups) {
        int groups = table.size() + newGroups;
        long bytes = table.bytesAt(groups);
        pool.reserve(bytes);
        pool.release(reserved);
        reserved = bytes;
        table.reserve(groups);
    }

    /** Counts what the table has come to hold (text, lists); false when the pool refuses it. */
    boolean settle(Aggregation table) {
        long held = table.heldBytes();
        int groups = Math.min(table.capacity(), 2 * table.size() + Batch.ROWS);
        if (held - table.bytesAt(groups) > MOST_TEXT) {
            return false;
        }
        if (held <= reserved || pool.tryReserve(held - reserved)) {
            reserved = Math.max(reserved, held);
            return true;
        }
        return false;
    }

    /** As {@link #settle}, or MEMORY_LIMIT_EXCEEDED. */
    void demand(Aggregation table) {
        long held = table.heldBytes();
        if (held > reserved) {
            pool.reserve(held - reserved);
            reserved = held;
        }
    }

    /** The table is gone, or about to be written to disk; returns its bytes. */
    long release() {
        long released = reserved;
        pool.release(released);
        reserved = 0;
        return released;
    }

    @Override
    public void close() {
        release();
        pool.close();
    }
}
