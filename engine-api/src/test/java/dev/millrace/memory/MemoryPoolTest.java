package dev.millrace.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MemoryPoolTest {

    @Test
    void everyLimitOnTheWayUpCounts() {
        try (MemoryPool root = MemoryPool.root("root", 1000);
                MemoryPool query = root.child("query", 600);
                MemoryPool task = query.child("task", MemoryPool.UNLIMITED)) {
            assertTrue(task.tryReserve(600));
            assertFalse(task.tryReserve(1));
            assertTrue(root.tryReserve(400));
            assertFalse(root.tryReserve(1));
            assertEquals(List.of(600L, 600L, 1000L), List.of(task.used(), query.used(), root.used()));
            task.release(600);
            root.release(400);
            assertEquals(List.of(0L, 0L, 0L), List.of(task.used(), query.used(), root.used()));
            assertEquals(List.of(600L, 600L, 1000L), List.of(task.peak(), query.peak(), root.peak()));
        }
    }

    @Test
    void aRefusalChangesNothing() {
        try (MemoryPool root = MemoryPool.root("root", 100); MemoryPool task = root.child("task", MemoryPool.UNLIMITED)) {
            assertFalse(task.tryReserve(101));
            assertFalse(task.tryReserve(Long.MAX_VALUE));
            assertEquals(List.of(0L, 0L, 0L, 0L), List.of(task.used(), task.peak(), root.used(), root.peak()));
            assertThrows(IllegalArgumentException.class, () -> task.tryReserve(-1));
            assertThrows(IllegalArgumentException.class, () -> task.allocate(-1));
        }
    }

    @Test
    void theErrorNamesWhoHoldsMost() {
        try (MemoryPool root = MemoryPool.root("root", 1000);
                MemoryPool sort = root.child("sort", 1000);
                MemoryPool join = root.child("join", 1000)) {
            sort.reserve(100);
            join.reserve(800);
            EngineException error = assertThrows(EngineException.class, () -> sort.reserve(101));
            assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, error.condition());
            assertTrue(error.getMessage().contains("join (800 B), sort (100 B)"), error.getMessage());
            assertTrue(error.getMessage().contains("101 B more were wanted for sort"), error.getMessage());
            sort.release(100);
            join.release(800);
        }
    }

    @Test
    void aLimitMayChange() {
        AtomicLong share = new AtomicLong(100);
        try (MemoryPool root = MemoryPool.root("root", 1000); MemoryPool task = root.child("task", share::get)) {
            assertTrue(task.tryReserve(100));
            share.set(50);
            assertFalse(task.tryReserve(0) && task.tryReserve(1));
            share.set(120);
            assertTrue(task.tryReserve(20));
            task.release(120);
        }
    }

    @Test
    void moreThanIsHeldCannotBeGivenBack() {
        try (MemoryPool root = MemoryPool.root("root", 1000); MemoryPool task = root.child("task", 1000)) {
            root.reserve(10);
            task.reserve(5);
            assertThrows(IllegalStateException.class, () -> task.release(6));
            assertEquals(15, root.used());
            task.release(5);
            root.release(10);
        }
    }

    @Test
    void aLeakIsNamedAndAccountedForOnce() {
        MemoryPool root = MemoryPool.root("root", 1 << 20);
        MemoryPool task = root.child("j1.s0.p3.a0", MemoryPool.UNLIMITED);
        MemoryPool operator = task.child("sort", MemoryPool.UNLIMITED);
        NativeBuffer leaked = operator.allocate(5000);
        task.reserve(100);
        long held = task.used();
        EngineException error = assertThrows(EngineException.class, task::close);
        assertEquals(ErrorCondition.INTERNAL_ERROR, error.condition());
        assertTrue(error.getMessage().contains("j1.s0.p3.a0") && error.getMessage().contains("sort (" + 5120 + " B)"), error.getMessage());
        assertTrue(held > 5000);
        assertEquals(0, root.used());
        leaked.close();
        task.release(100);
        assertEquals(0, root.used(), "what was given back with the pool is not given back again");
        assertEquals(0, task.used());
        operator.close();
        task.close();
        assertThrows(IllegalStateException.class, () -> task.tryReserve(1));
        assertThrows(IllegalStateException.class, () -> task.child("late", 1));
        root.close();
    }

    @Test
    void aLeakedRootFreesItsMemory() {
        MemoryPool root = MemoryPool.root("root", 1 << 26);
        NativeBuffer small = root.allocate(100);
        NativeBuffer large = root.allocate(17 << 20);
        MemorySegment segment = large.segment();
        assertThrows(EngineException.class, root::close);
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 0));
        small.close();
        large.close();
        assertThrows(IllegalStateException.class, () -> root.allocate(1));
    }

    @Test
    void theLargestSpillsFirstAndThenTheNext() {
        try (MemoryPool root = MemoryPool.root("root", 1000);
                MemoryPool task = root.child("task", MemoryPool.UNLIMITED);
                MemoryPool operator = task.child("operator", MemoryPool.UNLIMITED)) {
            List<String> order = new ArrayList<>();
            Holder small = new Holder(task, "small", 300, order);
            Holder large = new Holder(task, "large", 500, order);
            task.register(small);
            task.register(large);
            operator.reserve(150);
            assertEquals(List.of(), order);
            operator.reserve(100);
            assertEquals(List.of("large"), order);
            operator.reserve(500);
            assertEquals(List.of("large", "small"), order);
            assertThrows(EngineException.class, () -> operator.reserve(500));
            task.unregister(small);
            task.unregister(large);
            operator.release(750);
        }
    }

    @Test
    void spillingMayOverdrawByWhatItGivesBackAndIsNotAskedAgain() {
        try (MemoryPool root = MemoryPool.root("root", 1000); MemoryPool task = root.child("task", MemoryPool.UNLIMITED)) {
            task.reserve(1000);
            List<Long> used = new ArrayList<>();
            Spillable spillable = new Spillable() {
                @Override
                public long spillableBytes() {
                    return 1000;
                }

                @Override
                public long spill() {
                    assertFalse(task.tryReserve(400), "only what cannot be refused may pass the limit");
                    task.reserve(400);
                    used.add(root.used());
                    assertThrows(EngineException.class, () -> task.reserve(601));
                    task.reserve(600);
                    used.add(root.used());
                    task.release(2000);
                    return 1000;
                }
            };
            task.register(spillable);
            task.reserve(10);
            assertEquals(List.of(1400L, 2000L), used);
            assertEquals(10, root.used());
            task.release(10);
        }
    }

    @Test
    void buffersAreAlignedCountedAndApart() {
        try (MemoryPool root = MemoryPool.root("root", 1L << 27)) {
            SplittableRandom random = new SplittableRandom(3);
            List<NativeBuffer> buffers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                long bytes = random.nextLong(1L << random.nextInt(1, 20));
                NativeBuffer buffer = root.allocate(bytes);
                assertEquals(bytes, buffer.segment().byteSize());
                assertEquals(0, buffer.segment().address() % 64);
                buffer.segment().fill((byte) i);
                buffers.add(buffer);
            }
            long sum = 0;
            for (int i = 0; i < buffers.size(); i++) {
                for (byte value : buffers.get(i).segment().toArray(ValueLayout.JAVA_BYTE)) {
                    assertEquals((byte) i, value);
                }
                sum += buffers.get(i).segment().byteSize();
            }
            assertTrue(root.used() >= sum && root.used() <= sum + 300 * 1024, root.used() + " for " + sum);
            buffers.forEach(NativeBuffer::close);
            buffers.forEach(NativeBuffer::close);
            assertEquals(0, root.used());
        }
    }

    @Test
    void freedMemoryIsUsedAgainWhateverItsSize() {
        SlabAllocator slabs = new SlabAllocator();
        List<MemorySegment> pieces = new ArrayList<>();
        for (int i = 0; i < 4096; i++) {
            pieces.add(slabs.allocate(SlabAllocator.roundedSize(4000)));
        }
        long held = slabs.slabBytes();
        assertTrue(held <= 32 << 20, "16 MiB in pieces need " + held);
        pieces.forEach(slabs::free);
        for (int shift = 10; shift <= 22; shift++) {
            List<MemorySegment> again = new ArrayList<>();
            for (long taken = 0; taken < 8 << 20; taken += 1L << shift) {
                again.add(slabs.allocate(1L << shift));
            }
            again.forEach(slabs::free);
            assertEquals(held, slabs.slabBytes(), "pieces of " + (1 << shift) + " bytes");
        }
        slabs.close();
    }

    @Test
    void aLittleMemoryTakesLittle() {
        SlabAllocator slabs = new SlabAllocator();
        slabs.free(slabs.allocate(1024));
        assertTrue(slabs.slabBytes() <= 1 << 20);
        slabs.close();
    }

    /** Random pieces against a model: no two overlap, and all of a slab can be had again when everything is free. */
    @Test
    void piecesNeverOverlap() {
        SplittableRandom random = new SplittableRandom(11);
        SlabAllocator slabs = new SlabAllocator();
        List<MemorySegment> pieces = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (pieces.isEmpty() || (pieces.size() < 200 && random.nextInt(5) > 1)) {
                MemorySegment piece = slabs.allocate(SlabAllocator.roundedSize(random.nextLong(1L << random.nextInt(1, 22))));
                piece.set(ValueLayout.JAVA_LONG, 0, piece.address());
                piece.set(ValueLayout.JAVA_LONG, piece.byteSize() - 8, piece.byteSize());
                pieces.add(piece);
            } else {
                MemorySegment piece = pieces.remove(random.nextInt(pieces.size()));
                assertEquals(piece.address(), piece.get(ValueLayout.JAVA_LONG, 0));
                assertEquals(piece.byteSize(), piece.get(ValueLayout.JAVA_LONG, piece.byteSize() - 8));
                slabs.free(piece);
            }
        }
        slabs.close();
    }

    @Test
    @Timeout(60)
    void severalThreadsNeverPassTheLimitAndLeaveNothing() throws Exception {
        int threads = 4;
        try (MemoryPool root = MemoryPool.root("root", 1 << 20); ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int seed = thread;
                Callable<Integer> run = () -> reserveAndAllocate(root, new SplittableRandom(seed));
                runs.add(pool.submit(run));
            }
            int refused = 0;
            for (Future<Integer> run : runs) {
                refused += run.get();
            }
            assertTrue(refused > 0, "the limit was never met");
            assertEquals(0, root.used());
            assertTrue(root.peak() <= 1 << 20);
        }
    }

    private static int reserveAndAllocate(MemoryPool root, SplittableRandom random) {
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            try (MemoryPool task = root.child("task", 1 << 19)) {
                List<NativeBuffer> buffers = new ArrayList<>();
                long reserved = 0;
                for (int i = 0; i < 20; i++) {
                    long bytes = random.nextLong(1 << 17);
                    if (random.nextBoolean()) {
                        if (task.tryReserve(bytes)) {
                            reserved += bytes;
                        } else {
                            refused++;
                        }
                    } else {
                        try {
                            NativeBuffer buffer = task.allocate(bytes);
                            buffer.segment().fill((byte) 1);
                            buffers.add(buffer);
                        } catch (EngineException e) {
                            assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, e.condition());
                            refused++;
                        }
                    }
                    assertTrue(root.used() <= root.limit());
                }
                buffers.forEach(NativeBuffer::close);
                task.release(reserved);
            }
        }
        return refused;
    }

    /** A task that comes late gets its share as soon as the other, which is above its own, makes its next step and spills. */
    @Test
    @Timeout(60)
    void aLateTaskGetsItsShare() throws Exception {
        AtomicLong share = new AtomicLong(1000);
        try (MemoryPool root = MemoryPool.root("root", 1000)) {
            MemoryPool early = root.child("early", share::get);
            MemoryPool late = root.child("late", share::get);
            List<String> order = new ArrayList<>();
            early.register(new Holder(early, "early", 1000, order));
            share.set(500);
            Thread waiting = Thread.ofPlatform().start(() -> late.reserve(400));
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            early.reserve(100);
            waiting.join();
            assertEquals(List.of("early"), order);
            assertEquals(List.of(100L, 400L), List.of(early.used(), late.used()));
            early.release(100);
            late.release(400);
            early.close();
            late.close();
        }
    }

    /** Tasks come and go and take all they can get; each can spill, so none is ever refused. */
    @Test
    @Timeout(60)
    void tasksThatSpillAreNeverRefused() throws Exception {
        int threads = 4;
        AtomicLong running = new AtomicLong();
        AtomicLong spills = new AtomicLong();
        try (MemoryPool root = MemoryPool.root("root", 1000); ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int task = 0; task < 400; task++) {
                SplittableRandom random = new SplittableRandom(task);
                runs.add(pool.submit(() -> {
                    running.incrementAndGet();
                    try (MemoryPool memory = root.child("task", () -> root.limit() / Math.max(1, running.get()))) {
                        Holder rows = new Holder(memory, "rows", 0, new ArrayList<>());
                        memory.register(rows);
                        for (int step = random.nextInt(40); step > 0; step--) {
                            rows.add(random.nextLong(100));
                            assertTrue(root.used() <= 1000);
                        }
                        rows.spill();
                        spills.addAndGet(rows.order.size() - 1);
                    } finally {
                        running.decrementAndGet();
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
            assertEquals(0, root.used());
            assertTrue(spills.get() > 0, "memory never became scarce");
        }
    }

    @Test
    @Timeout(5)
    void nobodyWaitsForNothing() {
        try (MemoryPool root = MemoryPool.root("root", 1000); MemoryPool other = root.child("store", 1000)) {
            MemoryPool task = root.child("task", () -> 1000);
            other.reserve(900);
            assertNotNull(assertThrows(EngineException.class, () -> task.reserve(200)).getMessage());
            other.release(900);
            task.close();
        }
    }

    /** Holds bytes until it is asked to spill. */
    private static final class Holder implements Spillable {
        private final MemoryPool pool;
        private final String name;
        private final List<String> order;
        private long held;

        Holder(MemoryPool pool, String name, long bytes, List<String> order) {
            this.pool = pool;
            this.name = name;
            this.order = order;
            this.held = bytes;
            pool.reserve(bytes);
        }

        void add(long bytes) {
            pool.reserve(bytes);
            held += bytes;
        }

        @Override
        public long spillableBytes() {
            return held;
        }

        @Override
        public long spill() {
            long released = held;
            held = 0;
            pool.release(released);
            order.add(name);
            return released;
        }
    }
}
