package dev.millrace.files.parquet.read;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Decimals in Parquet's byte arrays: two's complement, highest byte first, as long as the writer liked. */
final class BigEndian {
    private static final int MAX_BYTES = 512;

    private BigEndian() {}

    /** @throws CorruptDataException when the value needs more than 64 bits */
    static long toLong(byte[] data, int start, int length) {
        int from = withoutPadding(data, start, length, Long.BYTES);
        if (from == start + length) {
            return 0;
        }
        long value = data[from];
        for (int i = from + 1; i < start + length; i++) {
            value = value << 8 | data[i] & 0xff;
        }
        return value;
    }

    /** Low word at {@code words[at]}, high word behind it. @throws CorruptDataException when the value needs more than 128 bits */
    static void toWords(byte[] data, int start, int length, long[] words, int at) {
        int from = withoutPadding(data, start, length, 2 * Long.BYTES);
        long high = from < start + length && data[from] < 0 ? -1 : 0;
        long low = high;
        for (int i = from; i < start + length; i++) {
            high = high << 8 | low >>> 56;
            low = low << 8 | data[i] & 0xff;
        }
        words[at] = low;
        words[at + 1] = high;
    }

    /** The nearest double of the decimal with {@code scale} digits behind the point. */
    static double toDouble(byte[] data, int start, int length, int scale) {
        if (length > MAX_BYTES) {
            throw new CorruptDataException("decimal of " + length + " bytes");
        }
        return length == 0 ? 0 : new BigDecimal(new BigInteger(data, start, length), scale).doubleValue();
    }

    /** Where the last {@code room} bytes start, if those before only repeat the sign. */
    private static int withoutPadding(byte[] data, int start, int length, int room) {
        int from = Math.max(start, start + length - room);
        for (int i = start; i < from; i++) {
            if (data[i] != data[from] >> 7) {
                throw new CorruptDataException("decimal of " + length + " bytes exceeds its type");
            }
        }
        return from;
    }
}
