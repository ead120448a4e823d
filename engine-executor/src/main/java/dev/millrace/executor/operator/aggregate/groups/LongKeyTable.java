package dev.millrace.executor.operator.aggregate.groups;

import dev.millrace.columnar.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * Keys that fit into 64 bits, in open addressing with linear probing over separate arrays of keys and groups. A key equal to the one of
 * the row before is
 * not looked up: data is often clustered by key. One more group may stand for null.
 *
 * <p>The slot is the high part of the key times the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
 */
final class LongKeyTable implements GroupTable {

    private static final int NO_GROUP = 0;
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;
    private static final int MAX_SLOTS = 1 << 30;

    private final KeyWords words;
    private long[] slotKeys = {};
    /** Group + 1, {@link #NO_GROUP} in a free slot. */
    private int[] slotGroups = {};
    private int shift;
    private long[] keys = {};
    private int size;
    private int nullGroup = GroupedRows.NONE;

    LongKeyTable(KeyWords words) {
        this.words = words;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int capacity() {
        return keys.length;
    }

    @Override
    public void reserve(int groups) {
        if (groups <= keys.length) {
            return;
        }
        int slots = slotsFor(groups);
        keys = Arrays.copyOf(keys, groups);
        if (slots != slotGroups.length) {
            rehash(slots);
        }
    }

    @Override
    public long bytesAt(int groups) {
        return groups > MAX_SLOTS / 2 ? Long.MAX_VALUE / 4 : 8L * groups + 12L * slotsFor(groups);
    }

    @Override
    public long heldBytes() {
        return 8L * keys.length + 12L * slotGroups.length;
    }

    private static int slotsFor(int groups) {
        return Math.max(64, Integer.highestOneBit(Math.max(1, groups - 1)) << 2);
    }

    private void rehash(int slots) {
        slotKeys = new long[slots];
        slotGroups = new int[slots];
        shift = 64 - Integer.numberOfTrailingZeros(slots);
        int mask = slots - 1;
        for (int group = 0; group < size; group++) {
            if (group != nullGroup) {
                int slot = (int) ((keys[group] * GOLDEN) >>> shift);
                while (slotGroups[slot] != NO_GROUP) {
                    slot = slot + 1 & mask;
                }
                slotKeys[slot] = keys[group];
                slotGroups[slot] = group + 1;
            }
        }
    }

    @Override
    public void assign(List<Vector> vectors, GroupedRows rows) {
        long[] values = words.words(vectors, rows);
        int count = words.splitNulls(vectors, rows);
        if (count == rows.count()) {
            find(values, rows.rows(), count, rows.groups());
        } else {
            find(values, words.valid(), count, rows.groups());
            assignNulls(rows, rows.count() - count);
        }
    }

    private void assignNulls(GroupedRows rows, int count) {
        if (nullGroup == GroupedRows.NONE) {
            nullGroup = size++;
            keys[nullGroup] = 0;
        }
        for (int i = 0; i < count; i++) {
            rows.groups()[words.nulls()[i]] = nullGroup;
        }
    }

    private void find(long[] values, int[] rows, int count, int[] groups) {
        long[] inSlots = slotKeys;
        int[] groupsInSlots = slotGroups;
        int mask = inSlots.length - 1;
        int by = shift;
        long previous = 0;
        int found = NO_GROUP;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long key = values[row];
            if (key != previous || found == NO_GROUP) {
                int slot = (int) ((key * GOLDEN) >>> by);
                found = groupsInSlots[slot];
                while (found != NO_GROUP && inSlots[slot] != key) {
                    slot = slot + 1 & mask;
                    found = groupsInSlots[slot];
                }
                if (found == NO_GROUP) {
                    keys[size] = key;
                    found = ++size;
                    inSlots[slot] = key;
                    groupsInSlots[slot] = found;
                }
                previous = key;
            }
            groups[row] = found - 1;
        }
    }

    @Override
    public List<Vector> keys(int from, int count) {
        return words.vectors(keys, from, count, nullGroup);
    }

    @Override
    public void clear() {
        Arrays.fill(slotGroups, NO_GROUP);
        size = 0;
        nullGroup = GroupedRows.NONE;
    }
}
