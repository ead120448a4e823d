package dev.millrace.files.parquet.encoding;

import dev.millrace.files.parquet.bytes.LittleEndian;

/** BYTE_STREAM_SPLIT FIXED_LEN_BYTE_ARRAY; values are put together in a buffer of their own. */
public final class SplitFixedBytes implements BytesSource {
    private final ByteStreams streams;
    private final int width;
    private byte[] buffer = new byte[0];

    public SplitFixedBytes(byte[] in, int from, int end, int width) {
        this.streams = new ByteStreams(in, from, end, width);
        this.width = width;
    }

    @Override
    public void read(int[] starts, int[] lengths, int at, int count) {
        int first = streams.take(count);
        if (buffer.length < count * width + LittleEndian.SLACK) {
            buffer = new byte[count * width + LittleEndian.SLACK];
        }
        for (int k = 0; k < width; k++) {
            int from = first + k * streams.stride;
            for (int i = 0; i < count; i++) {
                buffer[i * width + k] = streams.in[from + i];
            }
        }
        for (int i = 0; i < count; i++) {
            starts[at + i] = i * width;
            lengths[at + i] = width;
        }
    }

    @Override
    public void skip(int count) {
        streams.take(count);
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
