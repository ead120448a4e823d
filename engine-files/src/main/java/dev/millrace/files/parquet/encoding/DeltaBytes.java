package dev.millrace.files.parquet.encoding;

import static dev.millrace.files.parquet.bytes.LittleEndian.SLACK;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import java.util.Arrays;

/**
 * DELTA_BYTE_ARRAY: each value shares a prefix with the one before it. Values are assembled in a buffer that grows with the
 * values asked for, never with a size that the file claims; a limit stops prefixes that blow a small page up.
 */
public final class DeltaBytes implements BytesSource {
    private final DeltaInts prefixes;
    private final DeltaLengthBytes suffixes;
    private final int maxBytes;
    private byte[] buffer = new byte[1024];
    private int lastStart;
    private int lastLength;
    private int[] prefixLengths = new int[0];
    private final int[] skipStarts = new int[256];
    private final int[] skipLengths = new int[256];

    /** @param maxBytes the most bytes that the values of one {@link #read} may have together */
    public DeltaBytes(byte[] in, int from, int end, int maxBytes) {
        this.prefixes = new DeltaInts(in, from, end);
        this.suffixes = new DeltaLengthBytes(in, new DeltaBinaryPacked(in, from, end, Integer.SIZE).endOfData(), end);
        this.maxBytes = maxBytes;
    }

    @Override
    public void read(int[] starts, int[] lengths, int at, int count) {
        if (prefixLengths.length < count) {
            prefixLengths = new int[count];
        }
        prefixes.read(prefixLengths, 0, count);
        suffixes.read(starts, lengths, at, count);
        byte[] page = suffixes.data();
        System.arraycopy(buffer, lastStart, buffer, 0, lastLength);
        lastStart = 0;
        int filled = lastLength;
        for (int i = 0; i < count; i++) {
            int prefix = prefixLengths[i];
            int suffix = lengths[at + i];
            if (prefix < 0 || prefix > lastLength) {
                throw new CorruptDataException("prefix of " + prefix + " bytes of a value of " + lastLength);
            }
            reserve((long) filled + prefix + suffix);
            System.arraycopy(buffer, lastStart, buffer, filled, prefix);
            System.arraycopy(page, starts[at + i], buffer, filled + prefix, suffix);
            starts[at + i] = filled;
            lastStart = filled;
            lastLength = prefix + suffix;
            lengths[at + i] = lastLength;
            filled += lastLength;
        }
    }

    private void reserve(long bytes) {
        if (bytes > maxBytes) {
            throw new CorruptDataException("values with shared prefixes exceed " + maxBytes + " bytes");
        }
        if (bytes > buffer.length - SLACK) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(Math.max(bytes, 2L * buffer.length), maxBytes) + SLACK);
        }
    }

    @Override
    public void skip(int count) {
        for (int done = 0; done < count; done += skipStarts.length) {
            read(skipStarts, skipLengths, 0, Math.min(skipStarts.length, count - done));
        }
    }

    @Override
    public byte[] data() {
        return buffer;
    }

    @Override
    public boolean inPage() {
        return false;
    }
}
