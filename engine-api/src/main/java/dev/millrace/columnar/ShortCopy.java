package dev.millrace.columnar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Copies texts, most of which are short: up to 16 bytes in two moves, where both arrays have that much room. */
final class ShortCopy {

    /** Bytes behind the end of what is copied that may be overwritten. */
    static final int SLACK = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private ShortCopy() {}

    /** Copies {@code length} bytes; what lies behind them in {@code target} is lost. */
    static void copy(byte[] source, int from, byte[] target, int to, int length) {
        if (length <= SLACK && from <= source.length - SLACK && to <= target.length - SLACK) {
            long first = (long) LONGS.get(source, from);
            long second = (long) LONGS.get(source, from + 8);
            LONGS.set(target, to, first);
            LONGS.set(target, to + 8, second);
        } else {
            System.arraycopy(source, from, target, to, length);
        }
    }
}
