package dev.millrace.files.parquet.encoding;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.bytes.LittleEndian;
import java.util.Arrays;

/**
 * The hybrid of run-length and bit-packed runs that Parquet uses for levels, dictionary codes and booleans. Runs are taken
 * as a whole: a caller can first ask how long one value repeats.
 *
 * <p>Example: {@code source.reset(page, from, end, 12); source.read(codes, 0, 8192);}
 */
public final class RunLengthSource {
    private byte[] in = new byte[0];
    private int position;
    private int end;
    private int width;
    /** Values left in the current run. */
    private int left;
    private boolean packed;
    private int runValue;
    private int packedFrom;
    private int packedIndex;

    /**
     * Starts at {@code from}; values have {@code width} bits.
     *
     * @throws CorruptDataException when {@code width} is not 0 to 32
     */
    public void reset(byte[] bytes, int from, int to, int bitWidth) {
        if (bitWidth < 0 || bitWidth > 32) {
            throw new CorruptDataException("bit width " + bitWidth + " of run-length data is not 0 to 32");
        }
        in = bytes;
        position = from;
        end = to;
        width = bitWidth;
        left = 0;
        if (bitWidth == 0) {
            // one endless run of zeros, which needs no bytes
            left = Integer.MAX_VALUE;
            packed = false;
            runValue = 0;
        }
    }

    /** Decodes the next {@code count} values. @throws CorruptDataException when there are fewer */
    public void read(int[] out, int at, int count) {
        int done = 0;
        while (done < count) {
            if (left == 0) {
                nextRun();
            }
            int part = Math.min(left, count - done);
            if (packed) {
                unpack(out, at + done, part);
            } else {
                Arrays.fill(out, at + done, at + done + part, runValue);
            }
            consume(part);
            done += part;
        }
    }

    /** Decodes the next {@code count} values, of at most eight bits, as bytes. */
    public void readBytes(byte[] out, int at, int count, int[] scratch) {
        int done = 0;
        while (done < count) {
            if (left == 0) {
                nextRun();
            }
            int part = Math.min(left, count - done);
            if (packed) {
                part = Math.min(part, scratch.length);
                unpack(scratch, 0, part);
                for (int i = 0; i < part; i++) {
                    out[at + done + i] = (byte) scratch[i];
                }
            } else {
                Arrays.fill(out, at + done, at + done + part, (byte) runValue);
            }
            consume(part);
            done += part;
        }
    }

    /**
     * Writes the next {@code count} values, of one bit each, as bits of {@code words} from bit {@code at} on; other bits stay.
     *
     * @return how many of them are 1
     */
    public int readBits(long[] words, int at, int count) {
        if (width != 1) {
            throw new CorruptDataException("levels of " + width + " bits where one was expected");
        }
        int ones = 0;
        int done = 0;
        while (done < count) {
            if (left == 0) {
                nextRun();
            }
            int bit = at + done;
            int part = Math.min(Math.min(left, count - done), 64 - (bit & 63));
            long value = -runValue;
            if (packed) {
                // a load from within a byte has at least 57 of the 64 bits
                part = Math.min(part, 57);
                value = LittleEndian.longAt(in, packedFrom + (packedIndex >>> 3)) >>> (packedIndex & 7);
            }
            long mask = -1L >>> 64 - part << bit;
            long placed = value << bit & mask;
            words[bit >> 6] = words[bit >> 6] & ~mask | placed;
            ones += Long.bitCount(placed);
            consume(part);
            done += part;
        }
        return ones;
    }

    /** Passes over {@code count} values. */
    public void skip(int count) {
        int todo = count;
        while (todo > 0) {
            if (left == 0) {
                nextRun();
            }
            int part = Math.min(left, todo);
            consume(part);
            todo -= part;
        }
    }

    /** Takes up to {@code limit} values that come as run-length runs of {@code value}; 0 when something else comes next. */
    public int takeRun(int value, int limit) {
        int taken = 0;
        while (taken < limit) {
            if (left == 0) {
                if (position >= end && width > 0) {
                    break;
                }
                nextRun();
            }
            if (packed || runValue != value) {
                break;
            }
            int part = Math.min(left, limit - taken);
            consume(part);
            taken += part;
        }
        return taken;
    }

    private void consume(int count) {
        if (width != 0) {
            left -= count;
            packedIndex += count;
        }
    }

    private void unpack(int[] out, int at, int count) {
        int lead = Math.min(-packedIndex & 7, count);
        BitUnpacking.unpackUnaligned(in, packedFrom, packedIndex, width, out, at, lead);
        int aligned = packedFrom + (int) ((long) (packedIndex + lead) * width >>> 3);
        if (count > lead) {
            BitUnpacking.unpack(in, aligned, width, out, at + lead, count - lead);
        }
    }

    private void nextRun() {
        do {
            startRun(varint());
        } while (left == 0);
    }

    private void startRun(int header) {
        packed = (header & 1) != 0;
        if (packed) {
            long bytes = (long) (header >>> 1) * width;
            packedFrom = position;
            packedIndex = 0;
            // the last group of a page may be cut off behind its last meaningful value
            long present = Math.min(bytes, end - position);
            left = (int) Math.min(Math.min((long) (header >>> 1) * 8, present * 8 / width), Integer.MAX_VALUE);
            position += (int) present;
        } else {
            left = header >>> 1;
            int bytes = width + 7 >>> 3;
            if (bytes > end - position) {
                throw new CorruptDataException("run-length data ends inside a run");
            }
            int value = 0;
            for (int i = 0; i < bytes; i++) {
                value |= (in[position + i] & 0xff) << 8 * i;
            }
            if (width < 32 && value >>> width != 0) {
                throw new CorruptDataException("run of value " + value + " does not fit " + width + " bits");
            }
            runValue = value;
            position += bytes;
        }
    }

    private int varint() {
        int result = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (position >= end) {
                throw new CorruptDataException("run-length data ends before its last value");
            }
            int next = in[position++];
            result |= (next & 0x7f) << shift;
            if (next >= 0) {
                return result;
            }
        }
        throw new CorruptDataException("run-length data has a run header of more than five bytes");
    }
}
