package dev.millrace.files.parquet.read;

/**
 * Moves densely decoded values apart to leave places for nulls: backwards in place, without branches. A null's place takes the
 * value of a neighbour, so whatever is valid for a value stays valid under a null.
 */
final class Spread {
    private Spread() {}

    /** 1 when {@code row} is not null. */
    static int bit(long[] validity, int row) {
        return (int) (validity[row >> 6] >>> row) & 1;
    }

    static void ints(int[] values, int at, int slots, int present, long[] validity) {
        int from = at + present - 1;
        for (int i = slots - 1; i >= 0; i--) {
            values[at + i] = values[Math.max(from, at)];
            from -= bit(validity, at + i);
        }
    }

    static void longs(long[] values, int at, int slots, int present, long[] validity) {
        int from = at + present - 1;
        for (int i = slots - 1; i >= 0; i--) {
            values[at + i] = values[Math.max(from, at)];
            from -= bit(validity, at + i);
        }
    }

    static void doubles(double[] values, int at, int slots, int present, long[] validity) {
        int from = at + present - 1;
        for (int i = slots - 1; i >= 0; i--) {
            values[at + i] = values[Math.max(from, at)];
            from -= bit(validity, at + i);
        }
    }

    static void bytes(byte[] values, int at, int slots, int present, long[] validity) {
        int from = at + present - 1;
        for (int i = slots - 1; i >= 0; i--) {
            values[at + i] = values[Math.max(from, at)];
            from -= bit(validity, at + i);
        }
    }

    /** As {@link #ints}, with zero under nulls. */
    static void intsOrZero(int[] values, int at, int slots, int present, long[] validity) {
        int from = at + present - 1;
        for (int i = slots - 1; i >= 0; i--) {
            values[at + i] = values[Math.max(from, at)] & -bit(validity, at + i);
            from -= bit(validity, at + i);
        }
    }
}
