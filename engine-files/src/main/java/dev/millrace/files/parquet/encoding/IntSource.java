package dev.millrace.files.parquet.encoding;

/** The INT32 values of one page, in order. */
public sealed interface IntSource permits PlainInts, DeltaInts, SplitInts {
    /** Decodes the next {@code count} values. @throws dev.millrace.files.parquet.bytes.CorruptDataException when there are fewer */
    void read(int[] out, int at, int count);

    /** Passes over the next {@code count} values. */
    void skip(int count);
}
