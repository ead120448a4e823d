package dev.millrace.files.parquet.encoding;

import dev.millrace.files.parquet.bytes.CorruptDataException;

/**
 * DELTA_BINARY_PACKED integers (Parquet's Encodings.md; after Lemire and Boytsov, "Decoding billions of integers per second
 * through vectorization"): blocks of a smallest delta and miniblocks of packed differences from it. Sums wrap around, so
 * the low 32 bits are also right for INT32.
 */
final class DeltaBinaryPacked {
    private static final int MAX_BLOCK = 1 << 20;

    private final byte[] in;
    private final int end;
    private final int maxWidth;
    private final int miniblocks;
    private final int miniblockValues;
    private final int total;
    private int position;
    private int left;
    private boolean firstPending;
    private long last;
    private long minDelta;
    private int widthsAt;
    private int miniblock;
    private int width;
    private int packedFrom;
    private int packedIndex;

    /** @param maxWidth the most bits a packed delta may have: 32 or 64 */
    DeltaBinaryPacked(byte[] in, int from, int end, int maxWidth) {
        this.in = in;
        this.position = from;
        this.end = end;
        this.maxWidth = maxWidth;
        long block = unsignedVarint();
        long count = unsignedVarint();
        long values = unsignedVarint();
        if (block <= 0 || block > MAX_BLOCK || block % 128 != 0) {
            throw new CorruptDataException("delta block of " + block + " values is not a multiple of 128");
        }
        if (count <= 0 || block % count != 0 || block / count % 32 != 0) {
            throw new CorruptDataException("delta block of " + block + " values cannot have " + count + " miniblocks");
        }
        if (values < 0 || values > Integer.MAX_VALUE) {
            throw new CorruptDataException("delta page of " + values + " values");
        }
        miniblocks = (int) count;
        miniblockValues = (int) (block / count);
        total = (int) values;
        left = total;
        last = signedVarint();
        firstPending = total > 0;
        miniblock = miniblocks;
        packedIndex = miniblockValues;
    }

    /** Values that the header announces. */
    int total() {
        return total;
    }

    int left() {
        return left;
    }

    /** Decodes the next {@code count} values. */
    void read(long[] out, int at, int count) {
        if (count > left) {
            throw new CorruptDataException("delta page of " + total + " values ends before its last value");
        }
        int done = 0;
        if (firstPending && count > 0) {
            out[at] = last;
            firstPending = false;
            left--;
            done = 1;
        }
        while (done < count) {
            if (packedIndex == miniblockValues) {
                nextMiniblock();
            }
            int part = Math.min(miniblockValues - packedIndex, count - done);
            deltas(out, at + done, part);
            packedIndex += part;
            left -= part;
            done += part;
        }
    }

    private void deltas(long[] out, int at, int count) {
        long sum = last;
        long step = minDelta;
        if (width == 0) {
            for (int i = 0; i < count; i++) {
                sum += step;
                out[at + i] = sum;
            }
        } else {
            BitUnpacking.unpackLongs(in, packedFrom, (long) packedIndex * width, width, out, at, count);
            for (int i = 0; i < count; i++) {
                sum += step + out[at + i];
                out[at + i] = sum;
            }
        }
        last = sum;
    }

    /** Passes over the next {@code count} values; they have to be summed up nevertheless. */
    void skip(int count, long[] scratch) {
        int todo = count;
        while (todo > 0) {
            int part = Math.min(todo, scratch.length);
            read(scratch, 0, part);
            todo -= part;
        }
    }

    private void nextMiniblock() {
        if (miniblock == miniblocks) {
            minDelta = signedVarint();
            widthsAt = position;
            position += miniblocks;
            if (position > end) {
                throw new CorruptDataException("delta page ends inside a block header");
            }
            miniblock = 0;
        }
        width = in[widthsAt + miniblock] & 0xff;
        if (width > maxWidth) {
            throw new CorruptDataException("delta of " + width + " bits in a page of " + maxWidth + "-bit values");
        }
        int needed = Math.min(left, miniblockValues);
        if (((long) needed * width + 7) / 8 > end - position) {
            throw new CorruptDataException("delta page ends inside a miniblock");
        }
        packedFrom = position;
        packedIndex = 0;
        position = (int) Math.min(end, position + (long) miniblockValues * width / 8);
        miniblock++;
    }

    /** Where the bytes behind the last value start; walks the headers without decoding and ends the use of this object. */
    int endOfData() {
        int rest = total - 1;
        left = Math.max(rest, 0);
        while (rest > 0) {
            nextMiniblock();
            rest -= miniblockValues;
            left = Math.max(rest, 0);
        }
        return position;
    }

    private long unsignedVarint() {
        long result = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position >= end) {
                throw new CorruptDataException("delta page ends inside a number");
            }
            int next = in[position++];
            result |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return result;
            }
        }
        throw new CorruptDataException("delta page has a number of more than ten bytes");
    }

    private long signedVarint() {
        long raw = unsignedVarint();
        return raw >>> 1 ^ -(raw & 1);
    }
}
