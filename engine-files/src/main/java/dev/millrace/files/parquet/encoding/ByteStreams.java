package dev.millrace.files.parquet.encoding;

import dev.millrace.files.parquet.bytes.CorruptDataException;

/** BYTE_STREAM_SPLIT: byte k of all values, for k from 0 to width - 1; shared by the typed sources. */
final class ByteStreams {
    final byte[] in;
    final int from;
    final int stride;
    private final int width;
    private int next;

    ByteStreams(byte[] in, int from, int end, int width) {
        if (width <= 0 || (end - from) % width != 0) {
            throw new CorruptDataException("byte streams of " + (end - from) + " bytes are no multiple of " + width);
        }
        this.in = in;
        this.from = from;
        this.width = width;
        this.stride = (end - from) / width;
    }

    /** Takes {@code count} values and gives the position of the first byte of the first one. */
    int take(int count) {
        Remaining.check((stride - next) * width, count, width);
        int first = from + next;
        next += count;
        return first;
    }

    int intAt(int first) {
        return in[first] & 0xff | (in[first + stride] & 0xff) << 8 | (in[first + 2 * stride] & 0xff) << 16 | in[first + 3 * stride] << 24;
    }

    long longAt(int first) {
        return intAt(first) & 0xffff_ffffL | (long) intAt(first + 4 * stride) << 32;
    }
}
