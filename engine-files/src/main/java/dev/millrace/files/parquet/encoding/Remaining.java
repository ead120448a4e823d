package dev.millrace.files.parquet.encoding;

import dev.millrace.files.parquet.bytes.CorruptDataException;

/** The check that every fixed-width source makes before it reads. */
final class Remaining {
    private Remaining() {}

    static void check(int bytesLeft, int count, int width) {
        if ((long) count * width > bytesLeft) {
            throw new CorruptDataException(
                    "page ends with " + bytesLeft + " bytes where " + count + " values of " + width + " bytes follow");
        }
    }
}
