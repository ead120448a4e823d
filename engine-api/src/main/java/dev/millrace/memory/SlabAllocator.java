package dev.millrace.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Native memory from large slabs: power-of-two pieces from 4 KiB to the slab size are cut from a slab and kept on free lists; what is larger has an arena
 * of its own. Closing a shared arena costs a handshake with every thread, so slabs are closed only when the allocator is.
 */
final class SlabAllocator implements AutoCloseable {

    private static final int MIN_SHIFT = 12;
    private static final int SLAB_SHIFT = 24;
    private static final long SLAB = 1L << SLAB_SHIFT;
    private static final long ALIGNMENT = 64;

    private final List<Arena> arenas = new ArrayList<>();
    private final List<Deque<MemorySegment>> free = new ArrayList<>();
    private final java.util.Map<Long, Arena> large = new java.util.HashMap<>();
    private boolean closed;

    SlabAllocator() {
        for (int shift = MIN_SHIFT; shift <= SLAB_SHIFT; shift++) {
            free.add(new ArrayDeque<>());
        }
    }

    /** The size that a request really takes. */
    static long roundedSize(long bytes) {
        if (bytes > SLAB) {
            return (bytes + 4095) & -4096L;
        }
        return 1L << shiftOf(bytes);
    }

    private static int shiftOf(long bytes) {
        return Math.max(MIN_SHIFT, 64 - Long.numberOfLeadingZeros(Math.max(1, bytes) - 1));
    }

    synchronized MemorySegment allocate(long size) {
        if (closed) {
            throw new IllegalStateException("the memory is closed");
        }
        if (size > SLAB) {
            Arena arena = Arena.ofShared();
            MemorySegment segment = arena.allocate(size, ALIGNMENT);
            large.put(segment.address(), arena);
            return segment;
        }
        int shift = shiftOf(size);
        MemorySegment found = free.get(shift - MIN_SHIFT).poll();
        return found != null ? found : split(shift);
    }

    /** Takes the next larger free piece, or a new slab, and halves it until it fits. */
    private MemorySegment split(int shift) {
        int from = shift + 1;
        while (from <= SLAB_SHIFT && free.get(from - MIN_SHIFT).isEmpty()) {
            from++;
        }
        MemorySegment piece;
        if (from > SLAB_SHIFT) {
            Arena arena = Arena.ofShared();
            piece = arena.allocate(SLAB, ALIGNMENT);
            arenas.add(arena);
            from = SLAB_SHIFT;
        } else {
            piece = free.get(from - MIN_SHIFT).poll();
        }
        while (from > shift) {
            from--;
            long half = 1L << from;
            free.get(from - MIN_SHIFT).push(piece.asSlice(half, half));
            piece = piece.asSlice(0, half);
        }
        return piece;
    }

    synchronized void free(MemorySegment segment) {
        long size = segment.byteSize();
        if (size > SLAB) {
            Arena arena = large.remove(segment.address());
            arena.close();
        } else if (!closed) {
            free.get(shiftOf(size) - MIN_SHIFT).push(segment);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Arena arena : arenas) {
            arena.close();
        }
        arenas.clear();
        for (Arena arena : large.values()) {
            arena.close();
        }
        large.clear();
    }
}
