package dev.millrace.files.parquet.encoding;

/**
 * The BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY values of one page, in order, as positions in {@link #data}.
 *
 * <p>PLAIN and DELTA_LENGTH_BYTE_ARRAY point into the page itself; the others assemble values in a buffer of their own, so
 * positions of an earlier {@link #read} are then void after the next one.
 */
public sealed interface BytesSource permits PlainBytes, FixedBytes, DeltaLengthBytes, DeltaBytes, SplitFixedBytes {
    /** Decodes the next {@code count} values. @throws dev.millrace.files.parquet.bytes.CorruptDataException when there are fewer */
    void read(int[] starts, int[] lengths, int at, int count);

    /** Passes over the next {@code count} values. */
    void skip(int count);

    /** The bytes that the positions of the last {@link #read} point into. */
    byte[] data();

    /** Whether {@link #data} is the page, so that positions stay valid as long as the page does. */
    boolean inPage();
}
