package dev.millrace.executor.kernel.vector;

import dev.millrace.columnar.Selection;
import org.jspecify.annotations.Nullable;

/** Loops over row numbers. Those that write to {@code out} need {@code out} as long as what they read; it may be the array they read. */
public final class Selections {

    private Selections() {}

    /** Rows whose byte is 1. */
    public static int ones(byte[] values, int @Nullable [] rows, int count, int[] out) {
        int kept = 0;
        if (rows == null) {
            for (int i = 0; i < count; i++) {
                out[kept] = i;
                kept += values[i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                out[kept] = row;
                kept += values[row];
            }
        }
        return kept;
    }

    /** Rows whose code has byte 1 in {@code table}. */
    public static int ofCodes(int[] codes, byte[] table, int @Nullable [] rows, int count, int[] out) {
        int kept = 0;
        if (rows == null) {
            for (int i = 0; i < count; i++) {
                out[kept] = i;
                kept += table[codes[i]];
            }
        } else {
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                out[kept] = row;
                kept += table[codes[row]];
            }
        }
        return kept;
    }

    /** Rows that are null, or whose code has byte 1 in {@code table}. */
    public static int ofCodesOrNull(int[] codes, byte[] table, long[] validity, int @Nullable [] rows, int count, int[] out) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            out[kept] = row;
            int missing = (int) (validity[row >> 6] >>> row) & 1 ^ 1;
            kept += missing | table[codes[row]];
        }
        return kept;
    }

    /** Rows that are not null, or with {@code flip} 1 those that are. */
    public static int valid(long[] validity, int flip, int @Nullable [] rows, int count, int[] out) {
        int kept = 0;
        if (rows == null) {
            for (int i = 0; i < count; i++) {
                out[kept] = i;
                kept += (int) (validity[i >> 6] >>> i) & 1 ^ flip;
            }
        } else {
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                out[kept] = row;
                kept += (int) (validity[row >> 6] >>> row) & 1 ^ flip;
            }
        }
        return kept;
    }

    /** All rows below {@code length}. */
    public static int all(int length, int[] out) {
        for (int i = 0; i < length; i++) {
            out[i] = i;
        }
        return length;
    }

    /** Those of {@code rows} (null: of all below {@code length}) that {@code taken}, a part of them, does not have. */
    public static int without(@Nullable Selection rows, int length, Selection taken, int[] out) {
        int kept = 0;
        int next = 0;
        int[] gone = taken.rows();
        int goneCount = taken.count();
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (next < goneCount && gone[next] == row) {
                next++;
            } else {
                out[kept++] = row;
            }
        }
        return kept;
    }

    /** Both, in ascending order; they have no row in common. */
    public static int union(Selection one, Selection other, int[] out) {
        int[] a = one.rows();
        int[] b = other.rows();
        int i = 0;
        int j = 0;
        int to = 0;
        while (i < one.count() && j < other.count()) {
            out[to++] = a[i] < b[j] ? a[i++] : b[j++];
        }
        while (i < one.count()) {
            out[to++] = a[i++];
        }
        while (j < other.count()) {
            out[to++] = b[j++];
        }
        return to;
    }
}
