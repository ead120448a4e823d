package dev.millrace.files.parquet.encoding;

/** The FLOAT (widened) or DOUBLE values of one page, in order. */
public sealed interface DoubleSource permits PlainFloats, PlainDoubles, SplitFloats, SplitDoubles {
    /** Decodes the next {@code count} values. @throws dev.millrace.files.parquet.bytes.CorruptDataException when there are fewer */
    void read(double[] out, int at, int count);

    /** Passes over the next {@code count} values. */
    void skip(int count);
}
