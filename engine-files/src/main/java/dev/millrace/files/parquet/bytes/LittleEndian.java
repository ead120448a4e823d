package dev.millrace.files.parquet.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Unaligned little-endian loads and stores on {@code byte[]}; every access is bounds-checked by the JVM.
 *
 * <p>Example: {@code long word = LittleEndian.longAt(page, position);}
 */
public final class LittleEndian {
    /** Bytes that a buffer must have behind its last meaningful byte, so that wide loads and copies need no tail loop. */
    public static final int SLACK = 128;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    /** The eight bytes from {@code at} on; the byte at {@code at} is the lowest. */
    public static long longAt(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** The four bytes from {@code at} on. */
    public static int intAt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    /** The two bytes from {@code at} on, unsigned (0 to 65535). */
    public static int shortAt(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xffff;
    }

    /** Stores eight bytes, lowest first. */
    public static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** Stores four bytes, lowest first. */
    public static void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    /** Copies sixteen bytes; the ranges may overlap when {@code from} is at least sixteen bytes before {@code to}, or after it. */
    public static void copy16(byte[] source, int from, byte[] target, int to) {
        long low = (long) LONG.get(source, from);
        long high = (long) LONG.get(source, from + 8);
        LONG.set(target, to, low);
        LONG.set(target, to + 8, high);
    }
}
