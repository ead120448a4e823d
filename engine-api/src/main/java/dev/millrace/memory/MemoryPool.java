package dev.millrace.memory;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A node of the budget tree. What is reserved here counts here and in every pool above; a reservation that would pass the limit of any of
 * them is refused. Safe for use by several threads.
 *
 * <p>{@code try (MemoryPool task = query.child("j1.s0.p3.a0", limit)) { task.reserve(bytes); … task.release(bytes); }}
 *
 * <p>On-heap arrays are counted with {@link #reserve} and {@link #release}; native buffers come from {@link #allocate} and give their bytes
 * back when closed.
 *
 * <p>A pool that is closed too early gives what it still held back to the pools above, once: what is released to it later changes nothing
 * any more.
 */
public final class MemoryPool implements AutoCloseable {

    /** No limit of its own: only the pools above decide. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** In place of the bytes used, once the pool is closed. */
    private static final long CLOSED = Long.MIN_VALUE;

    /** Bound while this thread spills: what the spilling may hold beyond the limits, because it is about to give back more. */
    private static final ScopedValue<AtomicLong> OVERDRAFT = ScopedValue.newInstance();

    private final String name;
    private final @Nullable MemoryPool parent;
    private final SlabAllocator slabs;
    private final WaitingRoom room;
    private final LongSupplier limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private final AtomicLong spilled = new AtomicLong();
    private final Set<MemoryPool> children = ConcurrentHashMap.newKeySet();
    private final List<Spillable> spillables = new CopyOnWriteArrayList<>();
    private @Nullable MemoryPool task;

    private MemoryPool(String name, @Nullable MemoryPool parent, SlabAllocator slabs, WaitingRoom room, LongSupplier limit) {
        this.name = name;
        this.parent = parent;
        this.slabs = slabs;
        this.room = room;
        this.limit = limit;
    }

    /** A tree's root; {@code limit} in bytes. Closing it frees the native slabs. */
    public static MemoryPool root(String name, long limit) {
        return new MemoryPool(name, null, new SlabAllocator(), new WaitingRoom(), () -> limit);
    }

    /** A pool below this one; it must be closed before this one. */
    public MemoryPool child(String childName, long childLimit) {
        return add(new MemoryPool(childName, this, slabs, room, () -> childLimit));
    }

    /**
     * A task's pool below this one, with a limit that may change: a fair share of what there is, which holds for the next reservation. A
     * task that keeps within its share waits some seconds for others to give back what is above theirs, before it is refused.
     */
    public MemoryPool child(String childName, LongSupplier share) {
        MemoryPool child = add(new MemoryPool(childName, this, slabs, room, share));
        room.enter(child);
        child.task = child;
        return child;
    }

    private MemoryPool add(MemoryPool child) {
        if (used.get() == CLOSED) {
            throw closed();
        }
        child.task = task;
        children.add(child);
        return child;
    }

    public String name() {
        return name;
    }

    public long limit() {
        return limit.getAsLong();
    }

    /** Bytes held now, by this pool and those below; 0 when it is closed. */
    public long used() {
        return Math.max(0, used.get());
    }

    /** Most bytes that were held at once. */
    public long peak() {
        return peak.get();
    }

    /** Bytes written to disk to stay within the budget. */
    public long spilled() {
        return spilled.get();
    }

    /** Reserves, or changes nothing and returns false. */
    public boolean tryReserve(long bytes) {
        return tryReserve(bytes, false);
    }

    private boolean tryReserve(long bytes, boolean beyondLimits) {
        if (bytes < 0) {
            throw new IllegalArgumentException(bytes + " bytes");
        }
        for (MemoryPool pool = this; pool != null; pool = pool.parent) {
            if (!pool.add(bytes, beyondLimits ? UNLIMITED : pool.limit())) {
                for (MemoryPool undo = this; undo != pool; undo = undo.parent) {
                    undo.subtract(bytes);
                }
                return false;
            }
        }
        for (MemoryPool pool = this; pool != null; pool = pool.parent) {
            long now = pool.used.get();
            if (now > pool.peak.get()) {
                pool.peak.accumulateAndGet(now, Math::max);
            }
        }
        return true;
    }

    /**
     * Reserves. When it is refused it asks this pool's spillables and those of the pools above, the largest before the others. While one
     * spills, its own reservations may pass the limits by what it has promised to give back.
     *
     * @throws EngineException MEMORY_LIMIT_EXCEEDED with the largest holders, when spilling does not help
     */
    public void reserve(long bytes) {
        while (!tryReserve(bytes)) {
            if (OVERDRAFT.isBound()) {
                if (overdraw(bytes) && tryReserve(bytes, true)) {
                    return;
                }
                throw exceeded(bytes);
            }
            if (!spillLargest()) {
                if (reserveAfterOthers(bytes)) {
                    return;
                }
                throw exceeded(bytes);
            }
        }
    }

    private boolean reserveAfterOthers(long bytes) {
        MemoryPool waiting = task;
        return waiting != null && bytes <= waiting.limit() - waiting.used() && room.await(waiting, () -> tryReserve(bytes));
    }

    private static boolean overdraw(long bytes) {
        AtomicLong overdraft = OVERDRAFT.get();
        if (bytes > overdraft.get()) {
            return false;
        }
        overdraft.addAndGet(-bytes);
        return true;
    }

    /**
     * Gives reserved bytes back.
     *
     * @throws IllegalStateException when the pool does not hold so much
     */
    public void release(long bytes) {
        MemoryPool pool = this;
        while (pool != null && pool.subtract(bytes)) {
            pool = pool.parent;
        }
        room.notifyWaiting();
    }

    /**
     * A native buffer of at least {@code bytes}, 64-byte aligned, counted here until it is closed. Its content is unspecified.
     *
     * @throws EngineException MEMORY_LIMIT_EXCEEDED as {@link #reserve}, or when the JVM gives no more native memory
     */
    public NativeBuffer allocate(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(bytes + " bytes");
        }
        long size = SlabAllocator.roundedSize(bytes);
        reserve(size);
        try {
            return new NativeBuffer(this, slabs.allocate(size), bytes, size);
        } catch (OutOfMemoryError e) {
            release(size);
            throw ErrorCondition.MEMORY_LIMIT_EXCEEDED.caused(e, "requested", text(size), "holder", name, "limit",
                    "the JVM for native memory (-XX:MaxDirectMemorySize)", "holders", largestHolders());
        } catch (RuntimeException | Error e) {
            release(size);
            throw e;
        }
    }

    void free(NativeBuffer buffer) {
        slabs.free(buffer.slice());
        release(buffer.countedBytes());
    }

    /**
     * From now on {@code spillable} may be asked to spill when a reservation in this pool or below is refused, by the thread that reserves.
     * So in a task's pool it is asked by the task's thread; in a pool that tasks share it must be ready for any.
     */
    public void register(Spillable spillable) {
        spillables.add(spillable);
    }

    public void unregister(Spillable spillable) {
        spillables.remove(spillable);
    }

    /** Notes bytes that were written to disk, for EXPLAIN ANALYZE. */
    public void countSpilled(long bytes) {
        for (MemoryPool pool = this; pool != null; pool = pool.parent) {
            pool.spilled.addAndGet(bytes);
        }
    }

    /** The error that a refused reservation ends in. */
    public EngineException exceeded(long bytes) {
        MemoryPool tightest = this;
        for (MemoryPool pool = this; pool != null; pool = pool.parent) {
            if (pool.limit() - pool.used() < tightest.limit() - tightest.used()) {
                tightest = pool;
            }
        }
        return ErrorCondition.MEMORY_LIMIT_EXCEEDED.with("requested", text(bytes), "holder", name, "limit", text(tightest.limit()),
                "holders",
                tightest.largestHolders());
    }

    /**
     * Closes the pool; a second time does nothing.
     *
     * @throws EngineException INTERNAL_ERROR that names the pool, when something was not given back; the pools above have it back all the
     *                same
     */
    @Override
    public void close() {
        String holders = used.get() == 0 ? "" : largestHolders();
        long leaked = used.getAndSet(CLOSED);
        if (leaked == CLOSED) {
            return;
        }
        if (parent != null) {
            parent.children.remove(this);
            parent.release(leaked);
            room.leave(this);
        } else {
            slabs.close();
        }
        if (leaked != 0) {
            throw ErrorCondition.INTERNAL_ERROR.with("detail",
                    "The memory pool " + name + " was closed while " + text(leaked) + " of it were held: "
                            + holders + ".");
        }
    }

    private boolean add(long bytes, long most) {
        long before;
        do {
            before = used.get();
            if (before == CLOSED) {
                throw closed();
            }
            if (bytes > most - before) {
                return false;
            }
        } while (!used.compareAndSet(before, before + bytes));
        return true;
    }

    private IllegalStateException closed() {
        return new IllegalStateException("the memory pool " + name + " is closed");
    }

    /** False when the pool is closed: then the pools above have these bytes back already. */
    private boolean subtract(long bytes) {
        long before;
        do {
            before = used.get();
            if (before == CLOSED) {
                return false;
            }
            if (bytes < 0 || bytes > before) {
                throw new IllegalStateException(bytes + " bytes were given back to the memory pool " + name + ", which held " + before);
            }
        } while (!used.compareAndSet(before, before - bytes));
        return true;
    }

    /** A task's operators each have a child pool and register with the task's: so the search goes up. */
    private boolean spillLargest() {
        Spillable largest = null;
        long bytes = 0;
        for (MemoryPool pool = this; pool != null; pool = pool.parent) {
            for (Spillable candidate : pool.spillables) {
                long spillable = candidate.spillableBytes();
                if (spillable > bytes) {
                    largest = candidate;
                    bytes = spillable;
                }
            }
        }
        return largest != null && ScopedValue.where(OVERDRAFT, new AtomicLong(bytes)).call(largest::spill) > 0;
    }

    /** What a pool holds itself, without the pools below it. */
    private record Holder(String name, long bytes) {}

    private String largestHolders() {
        List<Holder> holders = new ArrayList<>();
        collectHolders(holders);
        holders.sort(Comparator.comparingLong(Holder::bytes).reversed());
        StringBuilder text = new StringBuilder();
        for (Holder holder : holders.subList(0, Math.min(3, holders.size()))) {
            text.append(text.isEmpty() ? "" : ", ").append(holder.name()).append(" (").append(text(holder.bytes())).append(')');
        }
        return text.toString();
    }

    /** Leaves, and pools above them that hold something of their own. */
    private void collectHolders(List<Holder> into) {
        long own = used();
        boolean leaf = true;
        for (MemoryPool child : children) {
            leaf = false;
            own -= child.used();
            child.collectHolders(into);
        }
        if (leaf || own > 0) {
            into.add(new Holder(name, own));
        }
    }

    private static String text(long bytes) {
        return bytes < 10_240 ? bytes + " B" : bytes < 10_485_760 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }
}
