package org.apache.arrow.memory.unsafe;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;

/** Stands in for the artifact arrow-memory-unsafe, in whose place Arrow's library looks for it by name. */
public final class DefaultAllocationManagerFactory implements AllocationManager.Factory {

    public static final AllocationManager.Factory FACTORY = new DefaultAllocationManagerFactory();

    private static final MemorySegment EMPTY = Arena.global().allocate(64, 64);

    @Override
    public AllocationManager create(BufferAllocator accounting, long size) {
        return new Allocation(accounting, size);
    }

    @Override
    public ArrowBuf empty() {
        return new ArrowBuf(ReferenceManager.NO_OP, null, 0, EMPTY.address());
    }

    private static final class Allocation extends AllocationManager {
        private final Arena arena = Arena.ofShared();
        private final MemorySegment memory;

        Allocation(BufferAllocator accounting, long size) {
            super(accounting);
            this.memory = arena.allocate(size, 64);
        }

        @Override
        public long getSize() {
            return memory.byteSize();
        }

        @Override
        protected long memoryAddress() {
            return memory.address();
        }

        @Override
        protected void release0() {
            arena.close();
        }
    }
}
