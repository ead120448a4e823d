package dev.millrace.files.parquet.page;

import static dev.millrace.files.parquet.bytes.LittleEndian.SLACK;

import dev.millrace.memory.MemoryPool;
import java.util.Arrays;

/** A byte array with slack behind it that is reserved in a pool, grows on demand and is reused. */
public final class CountedBytes implements AutoCloseable {
    private final MemoryPool pool;
    private byte[] bytes = new byte[0];

    public CountedBytes(MemoryPool pool) {
        this.pool = pool;
    }

    /** The array as it is now. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * An array with room for {@code size} bytes and the slack; what it held is lost when it grows.
     *
     * @throws dev.millrace.error.EngineException MEMORY_LIMIT_EXCEEDED
     */
    public byte[] withRoomFor(int size) {
        if (size > bytes.length - SLACK) {
            int wanted = rounded(size);
            pool.reserve(wanted);
            pool.release(bytes.length);
            bytes = new byte[wanted];
        }
        return bytes;
    }

    /** As {@link #withRoomFor}, keeping the first {@code kept} bytes. */
    public byte[] grownTo(int size, int kept) {
        if (size > bytes.length - SLACK) {
            int wanted = rounded((int) Math.min(Math.max(size, 2L * kept), Integer.MAX_VALUE - 4096));
            pool.reserve(wanted);
            byte[] larger = new byte[wanted];
            System.arraycopy(bytes, 0, larger, 0, kept);
            pool.release(bytes.length);
            bytes = larger;
        }
        return bytes;
    }

    private static int rounded(int size) {
        long wanted = (long) size + SLACK + 1023 & -1024L;
        if (wanted > Integer.MAX_VALUE - 16) {
            throw new dev.millrace.files.parquet.bytes.CorruptDataException("page of " + size + " bytes");
        }
        return (int) wanted;
    }

    @Override
    public void close() {
        pool.release(bytes.length);
        bytes = Arrays.copyOf(bytes, 0);
    }
}
