package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.scan.RuntimeFilter;
import dev.millrace.expr.Expr;
import dev.millrace.memory.MemoryPool;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The build side of a hash join: its rows, and where each key's rows are. Not changed any more; may be read by several threads until it is
 * closed.
 */
public final class JoinTable implements AutoCloseable {

    private final BuildRows rows;
    private final List<Vector> keys;
    private final List<Boolean> nullSafe;
    private final KeyEncoding encoding;
    private final KeyIndex index;
    private final long @Nullable [] usable;
    private final MemoryPool memory;
    private final MemoryPool filterMemory;
    private final AtomicReferenceArray<@Nullable RuntimeFilter> filters;

    private JoinTable(BuildRows rows, List<Boolean> nullSafe, KeyEncoding encoding, KeyIndex index, long @Nullable [] usable,
            MemoryPool memory, MemoryPool filterMemory) {
        this.rows = rows;
        this.keys = rows.keys();
        this.nullSafe = nullSafe;
        this.encoding = encoding;
        this.index = index;
        this.usable = usable;
        this.memory = memory;
        this.filterMemory = filterMemory;
        this.filters = new AtomicReferenceArray<>(keys.size());
    }

    /**
     * Reads the build side to its end.
     *
     * @param keys   over the input's columns
     * @param memory a pool of the table's own, which it gives back and closes; also when this fails
     */
    public static JoinTable build(Operator input, List<Expr> keys, List<Boolean> nullSafe, ExprCompiler compiler, MemoryPool memory) {
        try {
            BuildRows rows = new BuildRows(input.schema(), keys, compiler, memory).collect(input);
            return index(rows, nullSafe, memory, memory);
        } catch (RuntimeException | Error e) {
            free(memory);
            throw e;
        }
    }

    /**
     * A table of rows that are there already and counted elsewhere.
     *
     * @param beside  bytes for what is kept beside the index
     * @param memory  a pool of the table's own, for the index; closed also when this fails
     * @param filters where filters made of the keys are counted, as they outlive the table
     */
    static JoinTable of(BuildRows rows, List<Boolean> nullSafe, long beside, MemoryPool memory, MemoryPool filters) {
        try {
            memory.reserve(beside);
            return index(rows, nullSafe, memory, filters);
        } catch (RuntimeException | Error e) {
            free(memory);
            throw e;
        }
    }

    private static JoinTable index(BuildRows rows, List<Boolean> nullSafe, MemoryPool memory, MemoryPool filters) {
        List<Vector> keys = rows.keys();
        int count = rows.count();
        long[] usable = usable(keys, nullSafe, count);
        KeyEncoding encoding = KeyEncoding.choose(keys, nullSafe, count);
        long scratch = 16L * count;
        memory.reserve(scratch);
        long[] encoded = new long[count];
        encoding.encode(keys, count, null, encoded);
        KeyIndex index = KeyIndex.build(encoded, count, usable, encoding.exact(), memory);
        memory.release(scratch);
        return new JoinTable(rows, nullSafe, encoding, index, usable, memory, filters);
    }

    private static void free(MemoryPool memory) {
        memory.release(memory.used());
        memory.close();
    }

    /** Rows without a null in a key where null matches nothing; null when all are. */
    static long @Nullable [] usable(List<Vector> keys, List<Boolean> nullSafe, int length) {
        long[] usable = null;
        for (int key = 0; key < keys.size(); key++) {
            if (!nullSafe.get(key)) {
                usable = Validity.and(usable, keys.get(key).validity(), length);
            }
        }
        return usable;
    }

    int rows() {
        return rows.count();
    }

    List<Vector> columns() {
        return rows.columns();
    }

    List<Vector> keys() {
        return keys;
    }

    KeyEncoding encoding() {
        return encoding;
    }

    KeyIndex index() {
        return index;
    }

    /** True when some row has a null where null matches nothing. */
    boolean hasNullKey() {
        return Validity.countValid(usable, rows()) < rows();
    }

    boolean hasNullKey(int row) {
        return !Validity.isValid(usable, row);
    }

    List<Boolean> nullSafe() {
        return nullSafe;
    }

    /** The values of one key as a filter for the probe side, made when it is first asked for; null when there is no memory for it. */
    @Nullable
    RuntimeFilter filter(int key) {
        RuntimeFilter known = filters.get(key);
        if (known != null) {
            return known;
        }
        long scratch = 8L * rows();
        if (!filterMemory.tryReserve(KeySet.mostBytes(rows()) + scratch)) {
            return null;
        }
        RuntimeFilter made = KeySet.of(Flatten.flat(keys.get(key)), rows());
        filterMemory.release(scratch);
        filters.set(key, made);
        return made;
    }

    /** Bytes that are counted. */
    long bytes() {
        return memory.used();
    }

    @Override
    public void close() {
        free(memory);
    }
}
