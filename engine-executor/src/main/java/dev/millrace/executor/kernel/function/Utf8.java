package dev.millrace.executor.kernel.function;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Steps through UTF-8 by characters (code points). */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** True for a byte that is not the first of its character. */
    static boolean continues(byte value) {
        return (value & 0xC0) == 0x80;
    }

    /** True when every character of these bytes is one byte. */
    static boolean isAscii(byte[] data, int start, int end) {
        int at = start;
        for (; at <= end - 8; at += 8) {
            if (((long) LONGS.get(data, at) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (data[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The characters of these bytes. */
    static int points(byte[] data, int start, int end) {
        int points = 0;
        for (int i = start; i < end; i++) {
            points += continues(data[i]) ? 0 : 1;
        }
        return points;
    }

    /** Where the character begins that comes {@code points} after {@code start}; {@code end} when there are fewer. */
    static int forward(byte[] data, int start, int end, long points) {
        int at = start;
        for (long left = points; left > 0 && at < end; left--) {
            at++;
            while (at < end && continues(data[at])) {
                at++;
            }
        }
        return at;
    }

    /** Where the character begins that comes {@code points} before {@code end}; {@code start} when there are fewer. */
    static int backward(byte[] data, int start, int end, long points) {
        int at = end;
        for (long left = points; left > 0 && at > start; left--) {
            at--;
            while (at > start && continues(data[at])) {
                at--;
            }
        }
        return at;
    }
}
