package dev.millrace.driver.cache;

import dev.millrace.api.StorageLevel;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Scan;
import dev.millrace.transport.PlanRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plans whose rows are kept: run when a query first needs them, then scanned wherever an equal plan stands. Safe for use by several
 * threads.
 *
 * <p>{@code try (CachedPlans.Use use = cached.use(plan, this::keep)) { run(use.plan()); }}
 */
public final class CachedPlans {

    private final List<Entry> entries = new ArrayList<>();

    /** Runs a plan and leaves its rows on executors. */
    @FunctionalInterface
    public interface Keeper {
        KeptRows keep(LogicalPlan plan, StorageLevel level);
    }

    /** A plan in which kept parts are scanned; their rows stay at least until this is closed. */
    public interface Use extends AutoCloseable {

        LogicalPlan plan();

        @Override
        void close();
    }

    /** A plan that is kept. The monitor guards the rows; counting users is guarded by the list's. */
    private static final class Entry {
        private final LogicalPlan plan;
        private final PlanForm form;
        private final StorageLevel level;
        private @Nullable KeptRows rows;
        private int users;
        private boolean removed;

        Entry(LogicalPlan plan, PlanForm form, StorageLevel level) {
            this.plan = plan;
            this.form = form;
            this.level = level;
        }

        synchronized KeptRows rows(Keeper keeper, Supplier<LogicalPlan> ready) {
            KeptRows known = rows;
            if (known == null || known.run().failed()) {
                free();
                known = keeper.keep(ready.get(), level);
                rows = known;
            }
            return known;
        }

        synchronized Optional<PlanRun> free() {
            KeptRows known = rows;
            rows = null;
            if (known == null) {
                return Optional.empty();
            }
            known.run().close();
            return Optional.of(known.run());
        }

        /** Null while the rows are not there. */
        synchronized @Nullable KeptRows present() {
            return rows;
        }
    }

    /** Does nothing when an equal plan is kept already. */
    public void add(LogicalPlan plan, StorageLevel level) {
        synchronized (entries) {
            if (level != StorageLevel.NONE && find(plan) == null) {
                entries.add(new Entry(PlanForm.unnamed(plan), PlanForm.of(plan), level));
            }
        }
    }

    /** @param blocking wait until executors were told to free the rows */
    public void remove(LogicalPlan plan, boolean blocking) {
        Entry entry;
        synchronized (entries) {
            entry = find(plan);
        }
        if (entry != null) {
            remove(entry, blocking);
        }
    }

    public void clear() {
        List<Entry> all;
        synchronized (entries) {
            all = List.copyOf(entries);
        }
        all.forEach(entry -> remove(entry, false));
    }

    public StorageLevel level(LogicalPlan plan) {
        synchronized (entries) {
            Entry entry = find(plan);
            return entry == null ? StorageLevel.NONE : entry.level;
        }
    }

    /** The plan with every kept part replaced by a scan of its rows; {@code keeper} runs a part that has none yet. */
    public Use use(LogicalPlan plan, Keeper keeper) {
        Lease lease = new Lease(keeper);
        try {
            lease.plan = lease.substitute(plan);
            return lease;
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    /** As {@link #use}, but runs nothing: what has no rows yet stays as it is. */
    public LogicalPlan shown(LogicalPlan plan) {
        try (Lease lease = new Lease(null)) {
            return lease.substitute(plan);
        }
    }

    private void remove(Entry entry, boolean blocking) {
        boolean unused;
        synchronized (entries) {
            entries.removeIf(candidate -> candidate.form.equals(entry.form));
            entry.removed = true;
            unused = entry.users == 0;
        }
        if (unused) {
            entry.free().filter(_ -> blocking).ifPresent(PlanRun::awaitFreed);
        }
    }

    private @Nullable Entry find(LogicalPlan named) {
        LogicalPlan plan = PlanForm.unnamed(named);
        PlanForm form = null;
        for (Entry entry : entries) {
            if (entry.plan.equals(plan)) {
                return entry;
            }
            if (entry.plan.getClass() == plan.getClass() && entry.plan.output().size() == plan.output().size()) {
                form = form == null ? PlanForm.of(plan) : form;
                if (entry.form.equals(form)) {
                    return entry;
                }
            }
        }
        return null;
    }

    private final class Lease implements Use {

        private final @Nullable Keeper keeper;
        private final List<Entry> used = new ArrayList<>();
        private @Nullable LogicalPlan plan;

        Lease(@Nullable Keeper keeper) {
            this.keeper = keeper;
        }

        @Override
        public LogicalPlan plan() {
            return Objects.requireNonNull(plan);
        }

        LogicalPlan substitute(LogicalPlan node) {
            Entry entry;
            synchronized (entries) {
                if (entries.isEmpty()) {
                    return node;
                }
                entry = find(node);
                if (entry != null) {
                    entry.users++;
                    used.add(entry);
                }
            }
            KeptRows rows = null;
            if (entry != null) {
                Keeper runs = keeper;
                rows = runs == null ? entry.present() : entry.rows(runs, () -> children(entry.plan));
            }
            return entry == null || rows == null ? children(node) : scan(entry, rows, node);
        }

        private LogicalPlan children(LogicalPlan node) {
            List<LogicalPlan> before = node.children();
            List<LogicalPlan> after = new ArrayList<>(before.size());
            boolean same = true;
            for (LogicalPlan child : before) {
                LogicalPlan replaced = substitute(child);
                same &= replaced == child;
                after.add(replaced);
            }
            return same ? node : node.withChildren(after);
        }

        private static LogicalPlan scan(Entry entry, KeptRows rows, LogicalPlan node) {
            CachedTable table = new CachedTable(rows.run().id(), entry.plan, rows.partitions(), rows.rows(), rows.bytes());
            return new Scan(table, IntStream.range(0, node.output().size()).boxed().toList(), node.output(), List.of(), -1);
        }

        @Override
        public void close() {
            List<Entry> unused = new ArrayList<>();
            synchronized (entries) {
                for (Entry entry : used) {
                    entry.users--;
                    if (entry.removed && entry.users == 0) {
                        unused.add(entry);
                    }
                }
                used.clear();
            }
            unused.forEach(Entry::free);
        }
    }
}
