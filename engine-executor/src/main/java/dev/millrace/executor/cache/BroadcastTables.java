package dev.millrace.executor.cache;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.operator.join.HashJoinOperator.TableLease;
import dev.millrace.executor.operator.join.JoinTable;
import dev.millrace.spi.TaskContext;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The build tables of broadcast joins, one for all tasks of a stage on this executor. The first task that needs a table builds it, the
 * others wait; when it fails, the next one tries. Safe for use by several threads.
 */
public final class BroadcastTables {

    private static final long WAIT_MILLIS = 20;

    private final Map<Key, Entry> entries = new HashMap<>();

    /**
     * Which table.
     *
     * @param stage  that joins
     * @param node   number of the join in the stage's plan
     * @param inputs attempts whose outputs are read: a rerun of one makes another table
     */
    public record Key(StageId stage, int node, List<TaskAttemptId> inputs) {
        public Key {
            inputs = List.copyOf(inputs);
        }
    }

    /** All fields are guarded by the registry's lock. */
    private static final class Entry {

        private @Nullable JoinTable table;
        private boolean failed;
        private boolean tooLarge;
        private boolean dropped;
        private int users;
    }

    /**
     * The table, built by {@code build} when it is not there; the lease is to be released once. Null when there is not memory enough for
     * it, which is tried once only.
     */
    public @Nullable TableLease acquire(Key key, TaskContext context, Supplier<JoinTable> build) {
        while (true) {
            Entry mine = null;
            Entry other;
            synchronized (this) {
                other = entries.get(key);
                if (other == null) {
                    mine = new Entry();
                    mine.users = 1;
                    entries.put(key, mine);
                }
            }
            if (mine != null) {
                return built(key, mine, build);
            }
            TableLease lease = awaited(other, context);
            if (lease != null || isTooLarge(other)) {
                return lease;
            }
        }
    }

    private synchronized boolean isTooLarge(Entry entry) {
        return entry.tooLarge;
    }

    private @Nullable TableLease built(Key key, Entry entry, Supplier<JoinTable> build) {
        JoinTable table;
        try {
            table = build.get();
        } catch (RuntimeException | Error e) {
            boolean tooLarge = e instanceof EngineException failure && failure.condition() == ErrorCondition.MEMORY_LIMIT_EXCEEDED;
            synchronized (this) {
                entry.failed = !tooLarge;
                entry.tooLarge = tooLarge;
                if (!tooLarge) {
                    entries.remove(key, entry);
                }
                notifyAll();
            }
            if (tooLarge) {
                return null;
            }
            throw e;
        }
        synchronized (this) {
            entry.table = table;
            notifyAll();
        }
        return new TableLease(table, () -> release(entry));
    }

    /** Null when the task that was building it has failed, or found no memory for it. */
    private @Nullable TableLease awaited(Entry entry, TaskContext context) {
        while (true) {
            context.checkCancelled();
            synchronized (this) {
                if (entry.failed || entry.tooLarge || entry.dropped) {
                    return null;
                }
                JoinTable table = entry.table;
                if (table != null) {
                    entry.users++;
                    return new TableLease(table, () -> release(entry));
                }
                try {
                    wait(WAIT_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw ErrorCondition.QUERY_CANCELLED.caused(e, "reason", "");
                }
            }
        }
    }

    private synchronized void release(Entry entry) {
        entry.users--;
        closeUnused(entry);
    }

    private static void closeUnused(Entry entry) {
        JoinTable table = entry.table;
        if (entry.dropped && entry.users == 0 && table != null) {
            entry.table = null;
            table.close();
        }
    }

    /** Frees tables that a stage used, or that were made of its output. */
    public void dropStage(StageId stage) {
        drop(key -> key.stage().equals(stage) || key.inputs().stream().anyMatch(input -> input.stage().equals(stage)));
    }

    public void dropJob(JobId job) {
        drop(key -> key.stage().job().equals(job));
    }

    private synchronized void drop(Predicate<Key> which) {
        for (Iterator<Map.Entry<Key, Entry>> all = entries.entrySet().iterator(); all.hasNext();) {
            Map.Entry<Key, Entry> next = all.next();
            if (which.test(next.getKey())) {
                all.remove();
                next.getValue().dropped = true;
                closeUnused(next.getValue());
            }
        }
    }
}
