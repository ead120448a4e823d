package dev.millrace.memory;

import java.lang.foreign.MemorySegment;

/**
 * Native memory counted by a {@link MemoryPool}, given back once by {@link #close()}. Owned by whoever holds it; not shared without a count
 * of its own.
 */
public final class NativeBuffer implements AutoCloseable {

    private final MemoryPool pool;
    private final MemorySegment slice;
    private final long byteSize;
    private final long countedBytes;
    private boolean closed;

    NativeBuffer(MemoryPool pool, MemorySegment slice, long byteSize, long countedBytes) {
        this.pool = pool;
        this.slice = slice;
        this.byteSize = byteSize;
        this.countedBytes = countedBytes;
    }

    /** The memory, as long as was asked for. */
    public MemorySegment segment() {
        return slice.asSlice(0, byteSize);
    }

    MemorySegment slice() {
        return slice;
    }

    long countedBytes() {
        return countedBytes;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            pool.free(this);
        }
    }
}
