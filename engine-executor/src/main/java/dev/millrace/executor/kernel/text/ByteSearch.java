package dev.millrace.executor.kernel.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds one sequence of bytes. Eight places are tried at a time by their first and last byte; the test for a zero byte in a word is that
 * of Mycroft, see Warren, Hacker's Delight, 6-1.
 */
public final class ByteSearch {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    private final byte[] needle;
    private final long first;
    private final long last;
    private final long head;
    private final long headMask;

    /** @param needle not empty */
    public ByteSearch(byte[] needle) {
        this.needle = needle;
        this.first = (needle[0] & 0xFF) * ONES;
        this.last = (needle[needle.length - 1] & 0xFF) * ONES;
        this.head = (long) WORD.get(Arrays.copyOf(needle, Math.max(needle.length, Long.BYTES)), 0);
        this.headMask = needle.length < Long.BYTES ? (1L << Byte.SIZE * needle.length) - 1 : -1L;
    }

    public int length() {
        return needle.length;
    }

    /** First place at or after {@code from} where the needle lies and ends by {@code to}, or -1. */
    public int find(byte[] data, int from, int to) {
        int size = needle.length;
        int at = from;
        int lastStart = to - size;
        int wordEnd = Math.min(lastStart, data.length - Math.max(size + 7, 2 * Long.BYTES - 1));
        while (at <= wordEnd) {
            long difference = (long) WORD.get(data, at) ^ first | (long) WORD.get(data, at + size - 1) ^ last;
            long candidates = difference - ONES & ~difference & HIGHS;
            while (candidates != 0) {
                int place = at + (Long.numberOfTrailingZeros(candidates) >>> 3);
                if (place > lastStart) {
                    return -1;
                }
                if ((((long) WORD.get(data, place) ^ head) & headMask) == 0 && (size <= Long.BYTES || matches(data, place))) {
                    return place;
                }
                candidates &= candidates - 1;
            }
            at += 8;
        }
        for (; at <= lastStart; at++) {
            if (data[at] == needle[0] && matches(data, at)) {
                return at;
            }
        }
        return -1;
    }

    /** True when the needle lies at {@code place}; the caller knows that there is room. */
    boolean matches(byte[] data, int place) {
        return Arrays.equals(data, place, place + needle.length, needle, 0, needle.length);
    }
}
