package dev.millrace.files.parquet.read;

/**
 * Moves densely decoded values apart to leave places for nulls: backwards in place, without branches. A null's place takes the
 * value of a neighbour, so whatever is valid for a value stays valid under a null.
 */
final class Spread {
    private Spread() {}

    static void ints(int[] values, int at, int slots, int present, int[] flags) {
        int from = at + present - 1;
        for (int i = slots - 1; i >= 0; i--) {
            values[at + i] = values[Math.max(from, at)];
            from -= flags[i];
        }
    }

    static void longs(long[] values, int at, int slots, int present, int[] flags) {
        int from = at + present - 1;
        for (int i = slots - 1; i >= 0; i--) {
            values[at + i] = values[Math.max(from, at)];
            from -= flags[i];
        }
    }

    static void doubles(double[] values, int at, int slots, int present, int[] flags) {
        int from = at + present - 1;
        for (int i = slots - 1; i >= 0; i--) {
            values[at + i] = values[Math.max(from, at)];
            from -= flags[i];
        }
    }

    static void bytes(byte[] values, int at, int slots, int present, int[] flags) {
        int from = at + present - 1;
        for (int i = slots - 1; i >= 0; i--) {
            values[at + i] = values[Math.max(from, at)];
            from -= flags[i];
        }
    }

    /** As {@link #ints}, with zero under nulls. */
    static void intsOrZero(int[] values, int at, int slots, int present, int[] flags) {
        int from = at + present - 1;
        for (int i = slots - 1; i >= 0; i--) {
            values[at + i] = values[Math.max(from, at)] & -flags[i];
            from -= flags[i];
        }
    }
}
