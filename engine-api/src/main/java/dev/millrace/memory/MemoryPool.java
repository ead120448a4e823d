package dev.millrace.memory;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A node of the budget tree. What is reserved here counts here and in every pool above; a reservation that would pass the limit of any of them is
 * refused. Safe for use by several threads; {@link Spillable}s belong to one thread's pool.
 *
 * <p>{@code try (MemoryPool task = query.child("j1.s0.p3.a0", limit)) { task.reserve(bytes); … task.release(bytes); }}
 *
 * <p>On-heap arrays are counted with {@link #reserve} and {@link #release}; native buffers come from {@link #allocate} and give their bytes back when
 * closed.
 */
public final class MemoryPool implements AutoCloseable {

    /** No limit of its own: only the pools above decide. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private final String name;
    private final @Nullable MemoryPool parent;
    private final SlabAllocator slabs;
    private final LongSupplier limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private final AtomicLong spilled = new AtomicLong();
    private final Set<MemoryPool> children = ConcurrentHashMap.newKeySet();
    private final List<Spillable> spillables = new ArrayList<>();

    private MemoryPool(String name, @Nullable MemoryPool parent, SlabAllocator slabs, LongSupplier limit) {
        this.name = name;
        this.parent = parent;
        this.slabs = slabs;
        this.limit = limit;
    }

    /** A tree's root; {@code limit} in bytes. Closing it frees the native slabs. */
    public static MemoryPool root(String name, long limit) {
        return new MemoryPool(name, null, new SlabAllocator(), () -> limit);
    }

    /** A pool below this one; it must be closed before this one. */
    public MemoryPool child(String childName, long childLimit) {
        return child(childName, () -> childLimit);
    }

    /** As above, with a limit that may change: a fair share of what is there. It holds for the next reservation. */
    public MemoryPool child(String childName, LongSupplier childLimit) {
        MemoryPool child = new MemoryPool(childName, this, slabs, childLimit);
        children.add(child);
        return child;
    }

    public String name() {
        return name;
    }

    public long limit() {
        return limit.getAsLong();
    }

    /** Bytes held now, by this pool and those below. */
    public long used() {
        return used.get();
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
        for (MemoryPool pool = this; pool != null; pool = pool.parent) {
            if (!pool.add(bytes)) {
                for (MemoryPool undo = this; undo != pool; undo = undo.parent) {
                    undo.used.addAndGet(-bytes);
                }
                return false;
            }
        }
        return true;
    }

    /**
     * Reserves; asks this pool's spillables first when it is refused, the largest before the others.
     *
     * @throws EngineException MEMORY_LIMIT_EXCEEDED with the largest holders, when spilling does not help
     */
    public void reserve(long bytes) {
        while (!tryReserve(bytes)) {
            if (!spillLargest()) {
                throw exceeded(bytes);
            }
        }
    }

    public void release(long bytes) {
        for (MemoryPool pool = this; pool != null; pool = pool.parent) {
            pool.used.addAndGet(-bytes);
        }
    }

    /** A native buffer of at least {@code bytes}, 64-byte aligned, counted here until it is closed. Its content is unspecified. */
    public NativeBuffer allocate(long bytes) {
        long size = SlabAllocator.roundedSize(bytes);
        reserve(size);
        try {
            return new NativeBuffer(this, slabs.allocate(size), bytes, size);
        } catch (RuntimeException | Error e) {
            release(size);
            throw e;
        }
    }

    void free(NativeBuffer buffer) {
        slabs.free(buffer.slice());
        release(buffer.countedBytes());
    }

    /** From now on {@code spillable} may be asked to spill when a reservation is refused. */
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
            if (pool.limit() - pool.used.get() < tightest.limit() - tightest.used.get()) {
                tightest = pool;
            }
        }
        return ErrorCondition.MEMORY_LIMIT_EXCEEDED.with("requested", text(bytes), "holder", name, "limit", text(tightest.limit()), "holders",
                tightest.largestHolders());
    }

    /** Closes the pool; an INTERNAL_ERROR names it when something was not given back. */
    @Override
    public void close() {
        long leaked = used.get();
        if (parent != null) {
            parent.children.remove(this);
            if (leaked != 0) {
                for (MemoryPool pool = parent; pool != null; pool = pool.parent) {
                    pool.used.addAndGet(-leaked);
                }
            }
        } else {
            slabs.close();
        }
        if (leaked != 0) {
            throw ErrorCondition.INTERNAL_ERROR.with("detail", "The memory pool " + name + " was closed while " + text(leaked) + " of it were held: "
                    + largestHolders() + ".");
        }
    }

    private boolean add(long bytes) {
        long before;
        do {
            before = used.get();
            if (bytes > limit() - before) {
                return false;
            }
        } while (!used.compareAndSet(before, before + bytes));
        peak.accumulateAndGet(before + bytes, Math::max);
        return true;
    }

    /** A task's operators each have a child pool and register with the task's: so the search goes up. */
    private boolean spillLargest() {
        Spillable largest = null;
        for (MemoryPool pool = this; pool != null; pool = pool.parent) {
            for (Spillable candidate : pool.spillables) {
                if (candidate.spillableBytes() > (largest == null ? 0 : largest.spillableBytes())) {
                    largest = candidate;
                }
            }
        }
        return largest != null && largest.spill() > 0;
    }

    private String largestHolders() {
        List<MemoryPool> holders = new ArrayList<>();
        collectLeaves(holders);
        holders.sort(Comparator.comparingLong(MemoryPool::used).reversed());
        StringBuilder text = new StringBuilder();
        for (MemoryPool holder : holders.subList(0, Math.min(3, holders.size()))) {
            text.append(text.isEmpty() ? "" : ", ").append(holder.name).append(" (").append(text(holder.used())).append(')');
        }
        return text.toString();
    }

    private void collectLeaves(List<MemoryPool> into) {
        if (children.isEmpty()) {
            into.add(this);
        }
        for (MemoryPool child : children) {
            child.collectLeaves(into);
        }
    }

    private static String text(long bytes) {
        return bytes < 10_240 ? bytes + " B" : bytes < 10_485_760 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }
}
