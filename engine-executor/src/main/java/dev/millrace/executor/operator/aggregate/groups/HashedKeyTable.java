package dev.millrace.executor.operator.aggregate.groups;

import dev.millrace.columnar.Gather;
import dev.millrace.columnar.RowHash;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keys of any types. A slot holds the 64-bit hash and the group; the keys lie in columns by group. A batch is first sent to groups by
 * hash alone, then the keys
 * are compared a column at a time; the few rows whose hash met another key are looked up again, one by one.
 */
final class HashedKeyTable implements GroupTable {

    private static final int NO_GROUP = 0;
    private static final int MAX_SLOTS = 1 << 30;

    private final List<DataType> types;
    private final List<VectorBuilder> keys = new ArrayList<>();
    private final int keyWidth;
    private final RowHash rowHash = new RowHash();
    private final KeyEquality equality = new KeyEquality();
    private long[] slotHashes = {};
    /** Group + 1, {@link #NO_GROUP} in a free slot. */
    private int[] slotGroups = {};
    private long[] hashes = {};
    private boolean[] different = {};
    private int[] newRows = {};
    private int size;
    private int capacity;

    HashedKeyTable(List<DataType> types) {
        this.types = types;
        int width = 0;
        for (DataType type : types) {
            keys.add(VectorBuilder.of(type, 0));
            width += KeyWidths.bytes(type);
        }
        this.keyWidth = width;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public void reserve(int groups) {
        if (groups <= capacity) {
            return;
        }
        capacity = groups;
        int slots = slotsFor(groups);
        if (slots != slotGroups.length) {
            rehash(slots);
        }
    }

    @Override
    public long bytesAt(int groups) {
        return groups > MAX_SLOTS / 2 ? Long.MAX_VALUE / 4 : (long) keyWidth * groups + 12L * slotsFor(groups);
    }

    @Override
    public long heldBytes() {
        long held = 12L * slotGroups.length;
        for (VectorBuilder key : keys) {
            held += key.heldBytes();
        }
        return held;
    }

    private static int slotsFor(int groups) {
        return Math.max(64, Integer.highestOneBit(Math.max(1, groups - 1)) << 2);
    }

    private void rehash(int slots) {
        long[] oldHashes = slotHashes;
        int[] oldGroups = slotGroups;
        slotHashes = new long[slots];
        slotGroups = new int[slots];
        int mask = slots - 1;
        for (int old = 0; old < oldGroups.length; old++) {
            if (oldGroups[old] != NO_GROUP) {
                int slot = (int) oldHashes[old] & mask;
                while (slotGroups[slot] != NO_GROUP) {
                    slot = slot + 1 & mask;
                }
                slotHashes[slot] = oldHashes[old];
                slotGroups[slot] = oldGroups[old];
            }
        }
    }

    @Override
    public void assign(List<Vector> vectors, GroupedRows rows) {
        int count = rows.count();
        if (hashes.length < count) {
            hashes = new long[Math.max(count, 1024)];
            different = new boolean[hashes.length];
            newRows = new int[hashes.length];
        }
        rowHash.rows(vectors, rows.length(), rows.selection(), hashes);
        int added = findByHash(rows);
        append(vectors, newRows, added);
        Arrays.fill(different, 0, count, false);
        for (int key = 0; key < vectors.size(); key++) {
            equality.mark(keys.get(key).build(), vectors.get(key), rows, count, different);
        }
        for (int i = 0; i < count; i++) {
            if (different[i]) {
                rows.groups()[rows.rows()[i]] = findByKey(vectors, rows.rows()[i], hashes[i]);
            }
        }
    }

    private int findByHash(GroupedRows rows) {
        long[] inSlots = slotHashes;
        int[] groupsInSlots = slotGroups;
        int[] at = rows.rows();
        int[] groups = rows.groups();
        int mask = inSlots.length - 1;
        int added = 0;
        for (int i = 0; i < rows.count(); i++) {
            long hash = hashes[i];
            int slot = (int) hash & mask;
            int found = groupsInSlots[slot];
            while (found != NO_GROUP && inSlots[slot] != hash) {
                slot = slot + 1 & mask;
                found = groupsInSlots[slot];
            }
            if (found == NO_GROUP) {
                newRows[added++] = at[i];
                found = ++size;
                inSlots[slot] = hash;
                groupsInSlots[slot] = found;
            }
            groups[at[i]] = found - 1;
        }
        return added;
    }

    private void append(List<Vector> vectors, int[] rows, int count) {
        if (count > 0) {
            for (int key = 0; key < keys.size(); key++) {
                Vector chosen = Gather.rows(vectors.get(key), rows, count);
                keys.get(key).appendAll(KeyNormalizer.normalized(chosen));
            }
        }
    }

    private int findByKey(List<Vector> vectors, int row, long hash) {
        int mask = slotHashes.length - 1;
        int slot = (int) hash & mask;
        while (slotGroups[slot] != NO_GROUP) {
            if (slotHashes[slot] == hash && equal(vectors, row, slotGroups[slot] - 1)) {
                return slotGroups[slot] - 1;
            }
            slot = slot + 1 & mask;
        }
        append(vectors, new int[] {row}, 1);
        slotHashes[slot] = hash;
        slotGroups[slot] = ++size;
        return size - 1;
    }

    private boolean equal(List<Vector> vectors, int row, int group) {
        for (int key = 0; key < keys.size(); key++) {
            if (!RowValueOrder.equal(keys.get(key).build(), group, vectors.get(key), row)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Vector> keys(int from, int count) {
        int[] rows = new int[count];
        Arrays.setAll(rows, i -> from + i);
        List<Vector> columns = new ArrayList<>(types.size());
        for (VectorBuilder key : keys) {
            columns.add(Gather.rows(key.build(), rows, count));
        }
        return columns;
    }

    @Override
    public void clear() {
        Arrays.fill(slotGroups, NO_GROUP);
        keys.forEach(VectorBuilder::clear);
        size = 0;
    }
}
