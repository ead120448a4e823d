package dev.millrace.files.parquet.encoding;

/** The INT64 values (or, from {@link PlainInt96}, the microseconds) of one page, in order. */
public sealed interface LongSource permits PlainLongs, PlainInt96, DeltaLongs, SplitLongs {
    /** Decodes the next {@code count} values. @throws dev.millrace.files.parquet.bytes.CorruptDataException when there are fewer */
    void read(long[] out, int at, int count);

    /** Passes over the next {@code count} values. */
    void skip(int count);
}
