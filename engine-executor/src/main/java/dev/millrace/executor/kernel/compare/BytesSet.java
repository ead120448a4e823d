package dev.millrace.executor.kernel.compare;

import dev.millrace.columnar.BytesVector;
import java.util.Arrays;

/** A set of texts by open addressing, at most half full. Fixed once it is made. */
final class BytesSet {

    private final BytesVector items;
    private final int[] slots;

    /** @param items without nulls */
    BytesSet(BytesVector items) {
        this.items = items;
        this.slots = new int[Integer.highestOneBit(Math.max(2, items.length())) << 2];
        for (int i = 0; i < items.length(); i++) {
            int slot = hash(items.data(), items.starts()[i], items.lengths()[i]) & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = i + 1;
        }
    }

    boolean contains(byte[] data, int start, int length) {
        int slot = hash(data, start, length) & slots.length - 1;
        while (slots[slot] != 0) {
            int item = slots[slot] - 1;
            int from = items.starts()[item];
            if (items.lengths()[item] == length && Arrays.equals(data, start, start + length, items.data(), from, from + length)) {
                return true;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return false;
    }

    private static int hash(byte[] data, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + data[i];
        }
        hash *= 0x9E37_79B9;
        return hash ^ hash >>> 15;
    }
}
