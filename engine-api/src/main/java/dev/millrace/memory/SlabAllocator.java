package dev.millrace.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Native memory from slabs, which a bitmap divides into units of 1 KiB: neighbours that are free are one piece again at once. The first
 * slab is small, each further one as large as all before, up to 16 MiB; what is larger than that has an arena of its own. Closing a shared
 * arena costs a handshake with every thread, and fresh memory is cleared page by page, so slabs are kept until the allocator is closed.
 */
final class SlabAllocator implements AutoCloseable {

    private static final int UNIT = 1 << 10;
    private static final int PAGE = 1 << 12;
    private static final long FIRST_SLAB = 1L << 18;
    private static final long MAX_SLAB = 1L << 24;
    private static final long ALIGNMENT = 64;

    private final List<Slab> slabs = new ArrayList<>();
    private final TreeMap<Long, Slab> byAddress = new TreeMap<>();
    private final Map<Long, Arena> large = new HashMap<>();
    private long slabBytes;
    private boolean closed;

    /** The size that a request really takes. */
    static long roundedSize(long bytes) {
        if (bytes <= MAX_SLAB) {
            return Math.max(UNIT, bytes + UNIT - 1 & -UNIT);
        }
        return bytes > Long.MAX_VALUE - PAGE ? Long.MAX_VALUE : bytes + PAGE - 1 & -PAGE;
    }

    /** Memory of a {@linkplain #roundedSize rounded} size. */
    synchronized MemorySegment allocate(long size) {
        if (closed) {
            throw new IllegalStateException("the memory is closed");
        }
        if (size > MAX_SLAB) {
            Arena arena = Arena.ofShared();
            MemorySegment memory = allocate(arena, size);
            large.put(memory.address(), arena);
            return memory;
        }
        int units = (int) (size / UNIT);
        for (int i = slabs.size() - 1; i >= 0; i--) {
            MemorySegment piece = slabs.get(i).take(units);
            if (piece != null) {
                return piece;
            }
        }
        MemorySegment piece = addSlab(size).take(units);
        if (piece == null) {
            throw new IllegalStateException("no room for " + size + " bytes in an empty slab");
        }
        return piece;
    }

    private Slab addSlab(long size) {
        long atLeast = Long.highestOneBit(size - 1) << 1;
        long bytes = Math.max(atLeast, Math.clamp(Long.highestOneBit(slabBytes + 1), FIRST_SLAB, MAX_SLAB));
        Arena arena = Arena.ofShared();
        Slab slab = new Slab(arena, allocate(arena, bytes));
        slabs.add(slab);
        byAddress.put(slab.memory.address(), slab);
        slabBytes += bytes;
        return slab;
    }

    private static MemorySegment allocate(Arena arena, long size) {
        try {
            return arena.allocate(size, ALIGNMENT);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    synchronized void free(MemorySegment piece) {
        if (closed) {
            return;
        }
        Arena arena = large.remove(piece.address());
        if (arena != null) {
            arena.close();
        } else {
            byAddress.floorEntry(piece.address()).getValue().give(piece);
        }
    }

    /** Bytes of slabs held, in use or not. */
    synchronized long slabBytes() {
        return slabBytes;
    }

    /** Gives all memory back; who still uses some gets an exception from then on. */
    @Override
    public synchronized void close() {
        closed = true;
        List<Arena> arenas = new ArrayList<>(large.values());
        slabs.forEach(slab -> arenas.add(slab.arena));
        slabs.clear();
        byAddress.clear();
        large.clear();
        RuntimeException failure = null;
        for (Arena arena : arenas) {
            try {
                arena.close();
            } catch (IllegalStateException e) {
                // An I/O operation is under way in it. The others are closed all the same.
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static final class Slab {
        private final Arena arena;
        private final MemorySegment memory;
        private final int units;
        private final BitSet taken;
        private int next;
        private int longestFree;

        Slab(Arena arena, MemorySegment memory) {
            this.arena = arena;
            this.memory = memory;
            this.units = (int) (memory.byteSize() / UNIT);
            this.taken = new BitSet(units);
            this.longestFree = units;
        }

        /** Next fit: behind the last piece first. Null when there is no room. */
        @Nullable
        MemorySegment take(int wanted) {
            if (longestFree < wanted) {
                return null;
            }
            int first = find(next, wanted);
            if (first < 0) {
                first = find(0, wanted);
            }
            if (first < 0) {
                return null;
            }
            next = first + wanted;
            taken.set(first, next);
            return memory.asSlice((long) first * UNIT, (long) wanted * UNIT);
        }

        private int find(int from, int wanted) {
            int longest = 0;
            for (int first = taken.nextClearBit(from); first < units;) {
                int end = taken.nextSetBit(first);
                int length = (end < 0 ? units : end) - first;
                if (length >= wanted) {
                    return first;
                }
                longest = Math.max(longest, length);
                first = taken.nextClearBit(first + length);
            }
            if (from == 0) {
                longestFree = longest;
            }
            return -1;
        }

        void give(MemorySegment piece) {
            int first = (int) ((piece.address() - memory.address()) / UNIT);
            int end = first + (int) (piece.byteSize() / UNIT);
            taken.clear(first, end);
            int from = taken.previousSetBit(first) + 1;
            int to = taken.nextSetBit(first);
            longestFree = Math.max(longestFree, (to < 0 ? units : to) - from);
        }
    }
}
