package dev.millrace.files.parquet.codec;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** GZIP members (RFC 1952) one after the other, through one {@link Inflater} that is reused from page to page. */
final class Gzip implements AutoCloseable {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final Inflater inflater = new Inflater(true);

    /** @throws CorruptDataException when the members are not valid or do not give exactly {@code outLength} bytes */
    void decompress(byte[] in, int offset, int length, byte[] out, int outOffset, int outLength) {
        int ip = offset;
        int end = offset + length;
        int op = outOffset;
        int outEnd = outOffset + outLength;
        while (ip < end) {
            ip = afterHeader(in, ip, end);
            inflater.reset();
            inflater.setInput(in, ip, end - ip);
            op += inflate(out, op, outEnd);
            ip = end - inflater.getRemaining() + TRAILER;
        }
        if (ip != end || op != outEnd) {
            throw new CorruptDataException("GZIP: " + (op - outOffset) + " bytes where " + outLength + " were announced");
        }
    }

    private int inflate(byte[] out, int from, int outEnd) {
        int op = from;
        try {
            while (!inflater.finished()) {
                // one byte more than announced (it falls into the slack), so that the end of the stream is seen
                int got = inflater.inflate(out, op, outEnd - op + 1);
                op += got;
                if (op > outEnd || got == 0 && !inflater.finished()) {
                    throw new CorruptDataException("GZIP: the stream is cut off or longer than announced");
                }
            }
            return op - from;
        } catch (DataFormatException e) {
            throw new CorruptDataException("GZIP: " + e.getMessage(), e);
        }
    }

    private static int afterHeader(byte[] in, int start, int end) {
        if (end - start < HEADER + TRAILER || in[start] != 0x1f || (in[start + 1] & 0xff) != 0x8b || in[start + 2] != 8) {
            throw new CorruptDataException("GZIP: no member header");
        }
        int flags = in[start + 3];
        int ip = start + HEADER;
        if ((flags & FLAG_EXTRA) != 0) {
            ip += 2 + (in[ip] & 0xff) + ((in[ip + 1] & 0xff) << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            ip = afterZero(in, ip, end);
        }
        if ((flags & FLAG_COMMENT) != 0) {
            ip = afterZero(in, ip, end);
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            ip += 2;
        }
        if (ip > end - TRAILER) {
            throw new CorruptDataException("GZIP: header longer than the page");
        }
        return ip;
    }

    private static int afterZero(byte[] in, int start, int end) {
        int ip = start;
        while (ip < end && in[ip] != 0) {
            ip++;
        }
        return ip + 1;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
