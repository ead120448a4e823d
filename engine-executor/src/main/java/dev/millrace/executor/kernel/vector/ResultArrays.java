package dev.millrace.executor.kernel.vector;

/** Arrays of one owner, kept from batch to batch and replaced when they are too short. What they hold at first is unspecified. */
public final class ResultArrays {

    private byte[] bytes = {};
    private int[] ints = {};
    private int[] moreInts = {};
    private long[] longs = {};
    private double[] doubles = {};

    public byte[] bytes(int length) {
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        return bytes;
    }

    public int[] ints(int length) {
        if (ints.length < length) {
            ints = new int[length];
        }
        return ints;
    }

    /** A second array of ints: lengths beside starts. */
    public int[] moreInts(int length) {
        if (moreInts.length < length) {
            moreInts = new int[length];
        }
        return moreInts;
    }

    public long[] longs(int length) {
        if (longs.length < length) {
            longs = new long[length];
        }
        return longs;
    }

    public double[] doubles(int length) {
        if (doubles.length < length) {
            doubles = new double[length];
        }
        return doubles;
    }
}
