package dev.millrace.files.parquet.codec;

import static dev.millrace.files.parquet.bytes.LittleEndian.SLACK;
import static dev.millrace.files.parquet.bytes.LittleEndian.copy16;
import static dev.millrace.files.parquet.bytes.LittleEndian.intAt;
import static dev.millrace.files.parquet.bytes.LittleEndian.shortAt;

import dev.millrace.files.parquet.bytes.CorruptDataException;

/**
 * Raw LZ4 blocks (Parquet's LZ4_RAW), after the public {@code lz4_Block_format.md}, and the framing that Hadoop put
 * around them (Parquet's deprecated LZ4).
 *
 * <p>Example: {@code Lz4.decompress(in, 0, inLength, out, 0, pageSize);}
 */
public final class Lz4 {
    private static final int HASH_BITS = 14;
    private static final int HASH_MULTIPLIER = 0x9e3779b1;
    private static final int MIN_MATCH = 4;
    private static final int LAST_LITERALS = 5;
    private static final int MATCH_LIMIT = 12;
    private static final int MAX_DISTANCE = 65535;

    private Lz4() {}

    /** An upper bound of what {@link #compress} writes for {@code length} bytes. */
    public static int maxCompressedLength(int length) {
        return Math.addExact(Math.addExact(16, length), length / 255);
    }

    /**
     * Decompresses one block to exactly {@code outLength} bytes. Both arrays need {@value
     * dev.millrace.files.parquet.bytes.LittleEndian#SLACK} bytes behind their range; those of {@code out} are overwritten.
     *
     * @throws CorruptDataException when the block is not valid or has another length
     */
    public static void decompress(byte[] in, int offset, int length, byte[] out, int outOffset, int outLength) {
        int produced = decompressUpTo(in, offset, length, out, outOffset, outLength);
        if (produced != outLength) {
            throw new CorruptDataException("LZ4: block ends at byte " + produced + " of " + outLength);
        }
    }

    /** As {@link #decompress}, for a block of at most {@code outLength} bytes; gives its length. */
    private static int decompressUpTo(byte[] in, int offset, int length, byte[] out, int outOffset, int outLength) {
        int inEnd = offset + length;
        int outEnd = outOffset + outLength;
        if (offset < 0 || length < 0 || outOffset < 0 || outLength < 0 || in.length - SLACK < inEnd || out.length - SLACK < outEnd) {
            throw new IllegalArgumentException("range without slack");
        }
        int ip = offset;
        int op = outOffset;
        while (ip < inEnd) {
            int token = in[ip++] & 0xff;
            int literal = token >>> 4;
            if (literal < 15) {
                if (literal > outEnd - op || literal > inEnd - ip) {
                    throw new CorruptDataException("LZ4: literal of " + literal + " bytes exceeds the block");
                }
                copy16(in, ip, out, op);
            } else {
                int more;
                do {
                    more = ip < inEnd ? in[ip++] & 0xff : -1;
                    literal += more;
                } while (more == 255 && literal <= outLength);
                if (more < 0 || literal > outEnd - op || literal > inEnd - ip) {
                    throw new CorruptDataException("LZ4: literal of " + literal + " bytes exceeds the block");
                }
                System.arraycopy(in, ip, out, op, literal);
            }
            op += literal;
            ip += literal;
            if (ip >= inEnd) {
                break;
            }
            int distance = shortAt(in, ip);
            ip += 2;
            int count = token & 15;
            if (count == 15) {
                int more;
                do {
                    more = ip < inEnd ? in[ip++] & 0xff : -1;
                    count += more;
                } while (more == 255 && count <= outLength);
                if (more < 0) {
                    throw new CorruptDataException("LZ4: the block ends inside a match length");
                }
            }
            count += MIN_MATCH;
            if (distance == 0 || distance > op - outOffset || count > outEnd - op) {
                throw new CorruptDataException("LZ4: match of " + count + " bytes from distance " + distance + " leaves the output");
            }
            copyMatch(out, op, distance, count);
            op += count;
        }
        if (ip != inEnd) {
            throw new CorruptDataException("LZ4: the block ends inside a match");
        }
        return op - outOffset;
    }

    private static void copyMatch(byte[] out, int to, int distance, int count) {
        if (distance >= 16) {
            int from = to - distance;
            copy16(out, from, out, to);
            for (int done = 16; done < count; done += 16) {
                copy16(out, from + done, out, to + done);
            }
        } else {
            Snappy.copyOverlapping(out, to, distance, count);
        }
    }

    /**
     * Decompresses Hadoop's framing: blocks of a big-endian uncompressed length, each followed by one or more chunks behind their
     * big-endian compressed length. Some writers left the frame out, so bytes that are not framed are read as one raw block.
     */
    public static void decompressHadoop(byte[] in, int offset, int length, byte[] out, int outOffset, int outLength) {
        if (!decompressFrames(in, offset, length, out, outOffset, outLength)) {
            decompress(in, offset, length, out, outOffset, outLength);
        }
    }

    /** False when the bytes are not framed, or broken. */
    private static boolean decompressFrames(byte[] in, int offset, int length, byte[] out, int outOffset, int outLength) {
        int ip = offset;
        int end = offset + length;
        int op = outOffset;
        int outEnd = outOffset + outLength;
        while (end - ip >= 2 * Integer.BYTES) {
            int blockLength = Integer.reverseBytes(intAt(in, ip));
            ip += Integer.BYTES;
            if (blockLength < 0 || blockLength > outEnd - op) {
                return false;
            }
            int blockEnd = op + blockLength;
            do {
                int chunkLength = end - ip < Integer.BYTES ? -1 : Integer.reverseBytes(intAt(in, ip));
                ip += Integer.BYTES;
                if (chunkLength < 0 || chunkLength > end - ip) {
                    return false;
                }
                try {
                    op += decompressUpTo(in, ip, chunkLength, out, op, blockEnd - op);
                } catch (CorruptDataException e) {
                    return false;
                }
                ip += chunkLength;
            } while (op < blockEnd);
        }
        return ip == end && op == outEnd;
    }

    /**
     * Compresses {@code length} bytes into one raw block, greedily with one hash probe per position.
     *
     * @param out must have {@link #maxCompressedLength} bytes from {@code outOffset} on
     * @return the number of bytes written
     */
    public static int compress(byte[] in, int offset, int length, byte[] out, int outOffset) {
        int end = offset + length;
        int lastMatchStart = end - MATCH_LIMIT;
        int[] table = new int[1 << HASH_BITS];
        int op = outOffset;
        int ip = offset;
        int literalStart = offset;
        int misses = 64;
        while (ip <= lastMatchStart) {
            int word = intAt(in, ip);
            int hash = word * HASH_MULTIPLIER >>> 32 - HASH_BITS;
            // the table holds positions + 1, so that zero means empty
            int candidate = offset + table[hash] - 1;
            table[hash] = ip - offset + 1;
            if (candidate < offset || ip - candidate > MAX_DISTANCE || intAt(in, candidate) != word) {
                ip += misses++ >>> 6;
                continue;
            }
            misses = 64;
            int matched = MIN_MATCH + Snappy.matchLength(in, candidate + MIN_MATCH, ip + MIN_MATCH, end - LAST_LITERALS);
            op = sequence(in, literalStart, ip - literalStart, ip - candidate, matched, out, op);
            ip += matched;
            literalStart = ip;
        }
        return lastLiterals(in, literalStart, end - literalStart, out, op) - outOffset;
    }

    private static int sequence(byte[] in, int from, int literals, int distance, int matched, byte[] out, int to) {
        int code = matched - MIN_MATCH;
        int op = literals(in, from, literals, Math.min(code, 15), out, to);
        // the token was written with the literals; only its overflow follows the distance
        out[op++] = (byte) distance;
        out[op++] = (byte) (distance >>> 8);
        return code >= 15 ? lengthTail(code - 15, out, op) : op;
    }

    private static int lastLiterals(byte[] in, int from, int literals, byte[] out, int to) {
        return literals(in, from, literals, 0, out, to);
    }

    private static int literals(byte[] in, int from, int literals, int matchCode, byte[] out, int to) {
        int op = to;
        out[op++] = (byte) (Math.min(literals, 15) << 4 | matchCode);
        if (literals >= 15) {
            op = lengthTail(literals - 15, out, op);
        }
        System.arraycopy(in, from, out, op, literals);
        return op + literals;
    }

    private static int lengthTail(int length, byte[] out, int to) {
        int op = to;
        int left = length;
        while (left >= 255) {
            out[op++] = (byte) 255;
            left -= 255;
        }
        out[op++] = (byte) left;
        return op;
    }
}
