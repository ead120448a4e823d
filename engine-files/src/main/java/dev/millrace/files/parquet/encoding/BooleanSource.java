package dev.millrace.files.parquet.encoding;

/** The BOOLEAN values of one page, in order, as bytes 0 and 1. */
public sealed interface BooleanSource permits PlainBooleans, RunLengthBooleans {
    /** Decodes the next {@code count} values. @throws dev.millrace.files.parquet.bytes.CorruptDataException when there are fewer */
    void read(byte[] out, int at, int count);

    /** Passes over the next {@code count} values. */
    void skip(int count);
}
