package dev.millrace.files.parquet.codec;

import static dev.millrace.files.parquet.bytes.LittleEndian.SLACK;
import static dev.millrace.files.parquet.bytes.LittleEndian.copy16;
import static dev.millrace.files.parquet.bytes.LittleEndian.intAt;
import static dev.millrace.files.parquet.bytes.LittleEndian.longAt;
import static dev.millrace.files.parquet.bytes.LittleEndian.putInt;
import static dev.millrace.files.parquet.bytes.LittleEndian.putLong;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import java.util.Arrays;

/**
 * Raw Snappy, after Google's public {@code format_description.txt}.
 *
 * <p>The decoder loads eight bytes at a tag: a literal of up to four bytes, the tag of the copy behind it and that
 * copy's offset all come out of this one register, and the input advances by arithmetic on the tag instead of by a table
 * look-up, because that chain is what bounds the loop. Copies are always sixteen bytes wide, into the slack if need be.
 *
 * <p>Example: {@code Snappy.decompress(in, 0, inLength, out, 0, Snappy.uncompressedLength(in, 0, inLength));}
 */
public final class Snappy {
    private static final int HASH_BITS = 14;
    private static final int HASH_MULTIPLIER = 0x1e35a7bd;
    private static final int BLOCK = 1 << 16;

    private Snappy() {}

    /** An upper bound of what {@link #compress} writes for {@code length} bytes. */
    public static int maxCompressedLength(int length) {
        return Math.addExact(Math.addExact(32, length), length / 6);
    }

    /** The size that the stream announces, 0 to 2^31-1. @throws CorruptDataException when the preamble is broken */
    public static int uncompressedLength(byte[] in, int offset, int length) {
        long result = 0;
        for (int i = 0; i < 5 && i < length; i++) {
            int next = in[offset + i];
            result |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                if (result > Integer.MAX_VALUE) {
                    break;
                }
                return (int) result;
            }
        }
        throw new CorruptDataException("Snappy: broken length preamble");
    }

    /**
     * Decompresses one stream of exactly {@code outLength} bytes. Both arrays need {@value
     * dev.millrace.files.parquet.bytes.LittleEndian#SLACK} bytes behind their range; those of {@code out} are overwritten.
     *
     * @throws CorruptDataException when the stream is not valid or has another length
     */
    public static void decompress(byte[] in, int offset, int length, byte[] out, int outOffset, int outLength) {
        int inEnd = offset + length;
        int outEnd = outOffset + outLength;
        if (offset < 0 || length < 0 || outOffset < 0 || outLength < 0 || in.length - SLACK < inEnd || out.length - SLACK < outEnd) {
            throw new IllegalArgumentException("range without slack");
        }
        int announced = uncompressedLength(in, offset, length);
        if (announced != outLength) {
            throw new CorruptDataException("Snappy: stream of " + announced + " bytes where " + outLength + " were announced");
        }
        int start = offset;
        while (in[start++] < 0) {
            // skips the preamble, which was checked above
        }
        decompressBody(in, start, inEnd, out, outOffset, outEnd);
    }

    /**
     * One literal and one copy a round. A copy and a short literal write at most {@code SLACK} bytes, so a position that left
     * its range is found at the end of the round, when nothing outside of range and slack was touched yet.
     */
    private static void decompressBody(byte[] in, int inStart, int inEnd, byte[] out, int outStart, int outEnd) {
        int ip = inStart;
        int op = outStart;
        while (ip < inEnd && op <= outEnd) {
            long word = longAt(in, ip);
            int tag = (int) word & 0xff;
            if ((tag & 3) == 0) {
                int literal = (tag >>> 2) + 1;
                if (literal > 4) {
                    int from = ip + 1;
                    if (literal > 60) {
                        int lengthBytes = literal - 60;
                        literal = longLiteral(word, lengthBytes);
                        from += lengthBytes;
                        ip += lengthBytes;
                        if (literal > outEnd - op || literal > inEnd - from) {
                            throw new CorruptDataException("Snappy: literal of " + literal + " bytes exceeds the stream");
                        }
                    }
                    copyLiteral(in, from, out, op, literal);
                    op += literal;
                    ip += literal + 1;
                    continue;
                }
                putInt(out, op, (int) (word >>> 8));
                word >>>= 2 * tag + 16;
                op += literal;
                ip += literal + 1;
                if (ip >= inEnd) {
                    break;
                }
                tag = (int) word & 0xff;
                if ((tag & 3) == 0) {
                    continue;
                }
            }
            int kind = tag & 3;
            int distance;
            int count;
            if (kind == 3) {
                distance = intAt(in, ip + 1);
                count = (tag >>> 2) + 1;
                ip += 5;
            } else {
                // kind 1: three bits of length, eleven of distance; kind 2: six bits of length, sixteen of distance. Which of them
                // comes next cannot be predicted, so it is selected by masks
                int isShort = kind & 1;
                int mask = -isShort;
                distance = (int) (word >>> 8) & 0xffff >>> (isShort << 3) | (tag & 0xe0) << 3 & mask;
                count = (tag >>> 2 & 63 >>> (isShort << 1) + isShort) + 1 + (3 & mask);
                ip += 1 + kind;
            }
            if (Integer.compareUnsigned(distance - 1, op - outStart) >= 0) {
                throw new CorruptDataException("Snappy: copy from distance " + distance + " at byte " + (op - outStart));
            }
            if (distance >= 8) {
                // in this order the second half may read what the first has written
                int from = op - distance;
                putLong(out, op, longAt(out, from));
                putLong(out, op + 8, longAt(out, from + 8));
                if (count > 16) {
                    putLong(out, op + 16, longAt(out, from + 16));
                    putLong(out, op + 24, longAt(out, from + 24));
                    if (count > 32) {
                        putLong(out, op + 32, longAt(out, from + 32));
                        putLong(out, op + 40, longAt(out, from + 40));
                        putLong(out, op + 48, longAt(out, from + 48));
                        putLong(out, op + 56, longAt(out, from + 56));
                    }
                }
            } else {
                copyOverlapping(out, op, distance, count);
            }
            op += count;
        }
        if (ip != inEnd || op != outEnd) {
            throw new CorruptDataException("Snappy: stream ends at byte " + (op - outStart) + " of " + (outEnd - outStart));
        }
    }

    private static int longLiteral(long word, int lengthBytes) {
        long length = (word >>> 8 & (1L << 8 * lengthBytes) - 1) + 1;
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    private static void copyLiteral(byte[] in, int from, byte[] out, int to, int length) {
        if (length > 64) {
            System.arraycopy(in, from, out, to, length);
            return;
        }
        copy16(in, from, out, to);
        if (length > 16) {
            copy16(in, from + 16, out, to + 16);
            if (length > 32) {
                copy16(in, from + 32, out, to + 32);
                copy16(in, from + 48, out, to + 48);
            }
        }
    }

    /** Copies {@code count} (at most 64) bytes over themselves: a pattern of {@code distance} (1 to 15) bytes is repeated. */
    static void copyOverlapping(byte[] out, int to, int distance, int count) {
        int from = to - distance;
        if (distance >= 8) {
            for (int done = 0; done < count; done += 8) {
                putLong(out, to + done, longAt(out, from + done));
            }
            return;
        }
        for (int i = 0; i < 8; i++) {
            out[to + i] = out[from + i];
        }
        // from here on the pattern may as well be taken from its smallest multiple of at least eight bytes
        int period = (7 / distance + 1) * distance;
        for (int done = 8; done < count; done += 8) {
            putLong(out, to + done, longAt(out, to + done - period));
        }
    }

    /**
     * Compresses {@code length} bytes greedily with one hash probe per position.
     *
     * @param out must have {@link #maxCompressedLength} bytes from {@code outOffset} on
     * @return the number of bytes written
     */
    public static int compress(byte[] in, int offset, int length, byte[] out, int outOffset) {
        int op = outOffset;
        int rest = length;
        while (rest >= 0x80) {
            out[op++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[op++] = (byte) rest;
        short[] table = new short[1 << HASH_BITS];
        for (int done = 0; done < length; done += BLOCK) {
            Arrays.fill(table, (short) 0);
            op = compressBlock(in, offset + done, Math.min(BLOCK, length - done), out, op, table);
        }
        return op - outOffset;
    }

    private static int compressBlock(byte[] in, int start, int length, byte[] out, int outStart, short[] table) {
        int end = start + length;
        int lastProbe = end - 8;
        int op = outStart;
        int ip = start + 1;
        int literalStart = start;
        int misses = 32;
        while (ip <= lastProbe) {
            int word = intAt(in, ip);
            int hash = word * HASH_MULTIPLIER >>> 32 - HASH_BITS;
            int candidate = start + (table[hash] & 0xffff);
            table[hash] = (short) (ip - start);
            if (candidate >= ip || intAt(in, candidate) != word) {
                ip += misses++ >>> 5;
                continue;
            }
            misses = 32;
            op = literal(in, literalStart, ip - literalStart, out, op);
            int matched = 4 + matchLength(in, candidate + 4, ip + 4, end);
            op = copy(out, op, ip - candidate, matched);
            ip += matched;
            literalStart = ip;
            if (ip <= lastProbe) {
                table[intAt(in, ip - 1) * HASH_MULTIPLIER >>> 32 - HASH_BITS] = (short) (ip - 1 - start);
            }
        }
        return literal(in, literalStart, end - literalStart, out, op);
    }

    /** Length of the common prefix of the bytes at {@code a} and those at {@code b}, which must stay before {@code end}. */
    static int matchLength(byte[] in, int a, int b, int end) {
        int length = 0;
        while (b + length + 8 <= end) {
            long difference = longAt(in, a + length) ^ longAt(in, b + length);
            if (difference != 0) {
                return length + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            length += 8;
        }
        while (b + length < end && in[a + length] == in[b + length]) {
            length++;
        }
        return length;
    }

    private static int literal(byte[] in, int from, int length, byte[] out, int to) {
        if (length == 0) {
            return to;
        }
        int op = to;
        int code = length - 1;
        if (code < 60) {
            out[op++] = (byte) (code << 2);
        } else if (code < 1 << 8) {
            out[op++] = (byte) (60 << 2);
            out[op++] = (byte) code;
        } else {
            out[op++] = (byte) (61 << 2);
            out[op++] = (byte) code;
            out[op++] = (byte) (code >>> 8);
        }
        System.arraycopy(in, from, out, op, length);
        return op + length;
    }

    private static int copy(byte[] out, int to, int distance, int length) {
        int op = to;
        int left = length;
        while (left > 64) {
            // never leaves fewer than four bytes for the last copy
            int part = left < 68 ? 60 : 64;
            op = longCopy(out, op, distance, part);
            left -= part;
        }
        if (left < 12 && distance < 2048) {
            out[op++] = (byte) (1 | left - 4 << 2 | distance >>> 8 << 5);
            out[op++] = (byte) distance;
            return op;
        }
        return longCopy(out, op, distance, left);
    }

    private static int longCopy(byte[] out, int to, int distance, int length) {
        out[to] = (byte) (2 | length - 1 << 2);
        out[to + 1] = (byte) distance;
        out[to + 2] = (byte) (distance >>> 8);
        return to + 3;
    }
}
