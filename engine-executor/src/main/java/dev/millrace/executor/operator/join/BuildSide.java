package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.operator.sort.KeyEvaluators;
import dev.millrace.executor.operator.sort.SpillFile;
import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.Spillable;
import dev.millrace.types.DataType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one build side: in memory as long as there is memory. Then they are divided by a hash of their keys, and the largest
 * partitions go to disk until half of the rows are gone; later rows of those partitions, of either side, follow them.
 *
 * <p>Where hashing would not help, because nearly all rows are of one key, it takes as many rows at a time as fit instead.
 */
final class BuildSide implements Spillable, AutoCloseable {

    /** Rows divided so often go chunk by chunk. */
    private static final int DEEPEST_LEVEL = 6;
    private static final int ROWS_DIVIDED_AT_ONCE = 1 << 15;
    /** Most that an index takes for a row: half-full slots of 12 bytes in a number of a power of 2, a chain, the encoded keys. */
    private static final int INDEX_BYTES = 72;

    private final JoinWork work;
    private final int level;
    private final MemoryPool memory;
    private final KeyEvaluators keys;
    private final JoinPartitions partitions;
    private final SpilledPairs spilled;
    private BuildRows rows;
    /** Rows that had met a partner before they came here. */
    private BitSet met = new BitSet();
    private @Nullable JoinTable table;
    private @Nullable BuildTail tail;
    private @Nullable Batch waiting;
    private long reserved;
    private int evictions;
    private boolean pinned;

    /** @param level how often the rows have been divided before */
    BuildSide(JoinWork work, int level) {
        this.work = work;
        this.level = level;
        this.memory = work.memory();
        this.keys = work.buildEvaluators();
        this.partitions = new JoinPartitions(level, work.nullSafe());
        this.spilled = new SpilledPairs(work, level + 1);
        this.rows = newRows();
        work.context().memory().register(this);
    }

    private BuildRows newRows() {
        return new BuildRows(work.buildSchema(), work.buildKeys(), work.compiler(), memory);
    }

    /** Grows whenever rows that were here, or the table, have gone. */
    int evictions() {
        return evictions;
    }

    boolean anySpilled() {
        return spilled.any();
    }

    /** Rows that are in memory. */
    int count() {
        return rows.count();
    }

    List<Vector> columns() {
        return rows.columns();
    }

    /** Bits of the rows in memory without a null where null matches nothing; null when all are. */
    long @Nullable [] withKey() {
        return JoinTable.usable(rows.keys(), work.nullSafe(), rows.count());
    }

    /** While it is pinned, nothing is moved to disk. */
    void pin(boolean value) {
        pinned = value;
    }

    /**
     * Reads all rows.
     *
     * @param stored whether they come with the columns of {@link JoinWork#storedBuild}
     * @return false when the rows do not fit and cannot be divided: read them in chunks, from the start
     */
    boolean load(Supplier<@Nullable Batch> source, boolean stored) {
        for (Batch batch = source.get(); batch != null; batch = source.get()) {
            work.context().checkCancelled();
            if (!take(batch, stored)) {
                return false;
            }
        }
        return anySpilled() || makeTable(true);
    }

    private boolean take(Batch batch, boolean stored) {
        boolean flagged = stored && work.shape().marksBuild();
        Batch plain = flagged ? FlaggedRows.withoutLast(batch) : batch;
        Batch here = plain;
        BooleanVector flags = flagged ? FlaggedRows.flags(batch) : null;
        if (level == 0 && work.shape().nullAware()) {
            List<Vector> keyVectors = keys.evaluate(plain);
            work.facts().sawBuild(plain.rows(), partitions.anyWithoutKey(keyVectors, plain));
        } else if (level == 0) {
            work.facts().sawBuild(plain.rows(), false);
        }
        if (anySpilled()) {
            here = plain.select(divert(plain, flags));
        }
        append(here, flags);
        return settle();
    }

    private void append(Batch batch, @Nullable BooleanVector flags) {
        if (batch.rows() == 0) {
            return;
        }
        int first = rows.count();
        rows.append(batch);
        for (int i = 0; flags != null && i < batch.rows(); i++) {
            int row = batch.selection() == null ? i : batch.selection().rows()[i];
            met.set(first + i, flags.values()[row] != 0);
        }
    }

    private boolean settle() {
        long more = rows.heldBytes() - reserved;
        if (more > 0 && !memory.tryReserve(more)) {
            if (cannotDivide()) {
                return false;
            }
            try {
                memory.reserve(more);
            } catch (EngineException e) {
                if (e.condition() != ErrorCondition.MEMORY_LIMIT_EXCEEDED) {
                    throw e;
                }
                if (rows.count() > 0) {
                    evict(true);
                }
                more = 0;
            }
        }
        reserved += Math.max(0, more);
        work.stats().held(memory.used());
        releaseSurplus();
        if (rows.isFull()) {
            evict(false);
        }
        return true;
    }

    private void requireMemoryError(EngineException e) {
        if (e.condition() != ErrorCondition.MEMORY_LIMIT_EXCEEDED || rows.count() == 0) {
            throw e;
        }
    }

    private void releaseSurplus() {
        long surplus = reserved - rows.heldBytes();
        if (surplus > 0) {
            memory.release(surplus);
            reserved -= surplus;
        }
    }

    /** True when rows that were divided before would nearly all fall into one partition again. */
    private boolean cannotDivide() {
        if (work.keyless()) {
            return true;
        }
        if (level == 0 || anySpilled()) {
            return false;
        }
        int most = Arrays.stream(countsHere()).max().orElse(0);
        return level >= DEEPEST_LEVEL || most > rows.count() - (rows.count() >> 4);
    }

    /** Makes the index, for which rows may have to go; it is there when rows are. */
    JoinTable table() {
        makeTable(false);
        JoinTable made = table;
        if (made == null) {
            throw new IllegalStateException("the rows cannot be divided");
        }
        return made;
    }

    /** False when there is no memory for it and the rows cannot be divided, or, later than while loading, never. */
    private boolean makeTable(boolean loading) {
        while (table == null && !work.keyless()) {
            if (!hasRoomForIndex()) {
                if (loading && cannotDivide()) {
                    return false;
                }
                evict(false);
                continue;
            }
            MemoryPool own = memory.child(work.context().attempt() + " join index", MemoryPool.UNLIMITED);
            boolean before = pinned;
            pinned = true;
            try {
                table = JoinTable.of(rows, work.nullSafe(), tailBytes(), own, memory);
            } catch (EngineException e) {
                requireMemoryError(e);
                if (loading && cannotDivide()) {
                    return false;
                }
                evict(false);
            } finally {
                pinned = before;
            }
        }
        work.stats().held(memory.used());
        return true;
    }

    /** Where rows have been spilled already there is no use in waiting for memory that others hold. */
    private boolean hasRoomForIndex() {
        long likely = 16L * rows.count() + 24L * Integer.highestOneBit(2 * rows.count() + 1);
        if (level == 0 && !anySpilled() || rows.count() == 0) {
            return true;
        }
        boolean room = memory.tryReserve(likely);
        if (room) {
            memory.release(likely);
        }
        return room;
    }

    private long tailBytes() {
        return work.shape().marksBuild() ? BuildTail.bytes(rows.count()) : 0;
    }

    /** Marks of the rows in memory. */
    BuildTail tail() {
        if (tail == null) {
            tail = new BuildTail(rows.count(), met);
        }
        return tail;
    }

    /** While the probe side's rows are written, read and joined there should be room for a block. */
    void leaveRoom() {
        while (anySpilled() && rows.count() > 0) {
            long room = Math.max(64, 3 * spilled.largestBlock());
            if (memory.tryReserve(room)) {
                memory.release(room);
                return;
            }
            evict(false);
        }
    }

    // ---- chunks

    /**
     * Reads as many rows as there is memory for, at least a few; forgets those that were here.
     *
     * @return false at the end of the source: there will be no other chunk
     */
    boolean loadChunk(Supplier<@Nullable Batch> source, boolean stored) {
        forget();
        pinned = true;
        while (true) {
            work.context().checkCancelled();
            Batch batch = waiting == null ? source.get() : waiting;
            waiting = null;
            if (batch == null) {
                endChunk();
                return false;
            }
            Batch taken = fitting(batch);
            if (taken == null) {
                waiting = batch;
                endChunk();
                return true;
            }
            boolean flagged = stored && work.shape().marksBuild();
            append(flagged ? FlaggedRows.withoutLast(taken) : taken, flagged ? FlaggedRows.flags(taken) : null);
            if (level == 0) {
                work.facts().sawBuild(taken.rows(), false);
            }
            long needed = rows.heldBytes() + indexBytes(rows.count());
            memory.release(Math.max(0, reserved - needed));
            reserved = Math.min(reserved, needed);
            work.stats().held(memory.used());
        }
    }

    private long indexBytes(int count) {
        return work.keyless() ? 0 : (long) INDEX_BYTES * count;
    }

    /** The batch, or its beginning, with memory reserved for it and for growing; null when others are here and must go first. */
    private @Nullable Batch fitting(Batch batch) {
        Batch fits = batch;
        while (!rows.isFull()) {
            long grown = rows.heldBytes() + 2 * FlaggedRows.copiedBytes(fits);
            long more = rows.heldBytes() + grown + indexBytes(rows.count() + fits.rows()) - reserved;
            if (more <= 0 || memory.tryReserve(more)) {
                reserved += Math.max(0, more);
                return fits;
            }
            if (rows.count() > 0) {
                return null;
            }
            if (fits.rows() == 1) {
                memory.reserve(more);
                reserved += more;
                return fits;
            }
            int half = fits.rows() >>> 1;
            Batch rest = fits.select(SpillFile.part(fits, half, fits.rows() - half)).dense();
            waiting = waiting == null ? rest : FlaggedRows.joined(rest, waiting);
            fits = fits.select(SpillFile.part(fits, 0, half));
        }
        return null;
    }

    private void endChunk() {
        releaseSurplus();
        if (!work.keyless()) {
            MemoryPool own = memory.child(work.context().attempt() + " join index", MemoryPool.UNLIMITED);
            table = JoinTable.of(rows, work.nullSafe(), tailBytes(), own, memory);
        }
    }

    /** A batch of the source that {@link #loadChunk} has read but not taken; it is not kept. */
    @Nullable
    Batch takeWaiting() {
        Batch batch = waiting;
        waiting = null;
        return batch;
    }

    /** Drops the rows, as they will be read once more or are not needed. */
    void forget() {
        dropTable();
        tail = null;
        met = new BitSet();
        rows = newRows();
        memory.release(reserved);
        reserved = 0;
    }

    // ---- partitions

    /** Writes the rows whose partition is on disk behind it; gives those that are to be taken in. */
    private Selection divert(Batch batch, @Nullable BooleanVector flags) {
        int[] of = partitions.of(keys.evaluate(batch), batch).clone();
        boolean keepsNull = work.shape().marksBuild();
        for (int i = 0; i < batch.rows(); i++) {
            of[i] = of[i] == JoinPartitions.NONE && keepsNull ? i % JoinPartitions.COUNT : of[i];
        }
        Batch whole = keepsNull ? FlaggedRows.with(batch, flags == null ? FlaggedRows.noFlags(batch.length()) : flags) : batch;
        Selection here = spilled.divided(batch, of, this::evictions, (pair, chosen) -> pair.writeBuild(whole.select(chosen)));
        return keepsNull ? here : withoutNullKeys(batch, of, here);
    }

    private static Selection withoutNullKeys(Batch batch, int[] of, Selection here) {
        BitSet keyed = new BitSet();
        for (int i = 0; i < batch.rows(); i++) {
            keyed.set(batch.selection() == null ? i : batch.selection().rows()[i], of[i] != JoinPartitions.NONE);
        }
        int[] kept = Arrays.stream(here.rows(), 0, here.count()).filter(keyed::get).toArray();
        return new Selection(kept, kept.length);
    }

    /** Writes the probe rows whose partition is on disk; gives those that are to be joined here. Rows with a null key stay. */
    Selection divertProbe(Batch batch, List<Vector> probeKeys) {
        int[] of = partitions.of(probeKeys, batch).clone();
        return spilled.divided(batch, of, this::evictions, (pair, chosen) -> pair.writeProbe(batch.select(chosen)));
    }

    /** Partition of some rows that are here. */
    private int[] partitionsHere(int from, int count) {
        int[] at = IntStream.range(from, from + count).toArray();
        int[] of = partitions.of(rows.keys(), new Batch(rows.columns(), rows.count(), new Selection(at, count)));
        if (work.shape().marksBuild()) {
            for (int i = 0; i < count; i++) {
                of[i] = of[i] == JoinPartitions.NONE ? (from + i) % JoinPartitions.COUNT : of[i];
            }
        }
        return of;
    }

    private int[] countsHere() {
        int[] counts = new int[JoinPartitions.COUNT];
        for (int from = 0; from < rows.count(); from += ROWS_DIVIDED_AT_ONCE) {
            int count = Math.min(ROWS_DIVIDED_AT_ONCE, rows.count() - from);
            int[] of = partitionsHere(from, count);
            for (int i = 0; i < count; i++) {
                if (of[i] >= 0) {
                    counts[of[i]]++;
                }
            }
        }
        return counts;
    }

    private long evict(boolean all) {
        boolean before = pinned;
        pinned = true;
        evictions++;
        dropTable();
        long held = reserved;
        // What is given back now makes room for the blocks that are written.
        memory.release(reserved);
        reserved = 0;
        write(SpilledPairs.largest(countsHere(), rows.count(), all));
        long left = rows.heldBytes();
        if (memory.tryReserve(left)) {
            reserved = left;
        } else if (rows.count() > 0) {
            write(SpilledPairs.largest(countsHere(), rows.count(), true));
            rows = newRows();
            met = new BitSet();
        }
        pinned = before;
        return held - reserved;
    }

    private void write(boolean[] chosen) {
        int[] kept = new int[rows.count()];
        int keptCount = 0;
        for (int from = 0; from < rows.count(); from += ROWS_DIVIDED_AT_ONCE) {
            work.context().checkCancelled();
            int count = Math.min(ROWS_DIVIDED_AT_ONCE, rows.count() - from);
            int[] of = partitionsHere(from, count);
            for (int partition = 0; partition < chosen.length; partition++) {
                if (chosen[partition]) {
                    writePartition(partition, of, from, count);
                }
            }
            for (int i = 0; i < count; i++) {
                kept[keptCount] = from + i;
                keptCount += of[i] >= 0 && !chosen[of[i]] ? 1 : 0;
            }
        }
        BitSet keptMet = new BitSet();
        for (int i = 0; i < keptCount; i++) {
            keptMet.set(i, isMet(kept[i]));
        }
        met = keptMet;
        tail = null;
        rows.keep(kept, keptCount);
    }

    private boolean isMet(int row) {
        return tail == null ? met.get(row) : tail.isMet(row);
    }

    private void writePartition(int partition, int[] of, int from, int count) {
        SpilledPair pair = spilled.pair(partition);
        int[] chosen = new int[Math.min(count, Batch.ROWS)];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (of[i] == partition) {
                chosen[found++] = from + i;
            }
            if (found == chosen.length || i == count - 1 && found > 0) {
                pair.writeBuild(gathered(chosen, found));
                found = 0;
            }
        }
    }

    private Batch gathered(int[] at, int count) {
        Batch batch = Gather.batch(Batch.of(rows.count(), rows.columns()), at, count);
        if (!work.shape().marksBuild()) {
            return batch;
        }
        byte[] flags = new byte[count];
        for (int i = 0; i < count; i++) {
            flags[i] = (byte) (isMet(at[i]) ? 1 : 0);
        }
        return FlaggedRows.with(batch, new BooleanVector(DataType.BOOLEAN, flags, count, null));
    }

    /** What has gone to disk; the caller finishes and closes it. */
    List<SpilledPair> takeSpilled() {
        return spilled.take();
    }

    @Override
    public long spillableBytes() {
        JoinTable index = table;
        return pinned || work.keyless() || rows.count() == 0 ? 0 : reserved + (index == null ? 0 : index.bytes());
    }

    @Override
    public long spill() {
        if (spillableBytes() == 0) {
            return 0;
        }
        long before = memory.used();
        evict(false);
        return before - memory.used();
    }

    private void dropTable() {
        JoinTable dropped = table;
        table = null;
        if (dropped != null) {
            dropped.close();
        }
    }

    @Override
    public void close() {
        work.context().memory().unregister(this);
        forget();
        takeSpilled().forEach(SpilledPair::close);
    }
}
