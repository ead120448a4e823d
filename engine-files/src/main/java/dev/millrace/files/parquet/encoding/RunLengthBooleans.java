package dev.millrace.files.parquet.encoding;

import static dev.millrace.files.parquet.bytes.LittleEndian.intAt;

import dev.millrace.files.parquet.bytes.CorruptDataException;

/** RLE BOOLEAN: a four-byte length, then run-length data of one bit. */
public final class RunLengthBooleans implements BooleanSource {
    private final RunLengthSource runs = new RunLengthSource();
    private final int[] scratch = new int[1024];

    public RunLengthBooleans(byte[] in, int from, int end) {
        int length = end - from < Integer.BYTES ? -1 : intAt(in, from);
        if (length < 0 || length > end - from - Integer.BYTES) {
            throw new CorruptDataException("run-length booleans of " + length + " bytes in " + (end - from));
        }
        runs.reset(in, from + Integer.BYTES, from + Integer.BYTES + length, 1);
    }

    @Override
    public void read(byte[] out, int at, int count) {
        runs.readBytes(out, at, count, scratch);
    }

    @Override
    public void skip(int count) {
        runs.skip(count);
    }
}
