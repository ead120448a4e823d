package dev.millrace.executor.kernel.function;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash of {@code xxhash64(expr, …)}.
 *
 * <p>Source: Collet, xxHash fast digest algorithm, XXH64.
 */
final class XxHash64 implements SeededHash {

    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public long ofInt(int value, long seed) {
        long hash = seed + P5 + 4;
        hash ^= (value & 0xFFFFFFFFL) * P1;
        return avalanche(Long.rotateLeft(hash, 23) * P2 + P3);
    }

    @Override
    public long ofLong(long value, long seed) {
        long hash = seed + P5 + 8;
        hash ^= Long.rotateLeft(value * P2, 31) * P1;
        return avalanche(Long.rotateLeft(hash, 27) * P1 + P4);
    }

    @Override
    public long ofBytes(byte[] data, int start, int length, long seed) {
        int at = start;
        int end = start + length;
        long hash = seed + P5;
        if (length >= 32) {
            long v1 = seed + P1 + P2;
            long v2 = seed + P2;
            long v3 = seed;
            long v4 = seed - P1;
            for (; at <= end - 32; at += 32) {
                v1 = round(v1, (long) LONGS.get(data, at));
                v2 = round(v2, (long) LONGS.get(data, at + 8));
                v3 = round(v3, (long) LONGS.get(data, at + 16));
                v4 = round(v4, (long) LONGS.get(data, at + 24));
            }
            hash = Long.rotateLeft(v1, 1) + Long.rotateLeft(v2, 7) + Long.rotateLeft(v3, 12) + Long.rotateLeft(v4, 18);
            hash = merge(merge(merge(merge(hash, v1), v2), v3), v4);
        }
        hash += length;
        for (; at <= end - 8; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONGS.get(data, at)), 27) * P1 + P4;
        }
        if (at <= end - 4) {
            hash = Long.rotateLeft(hash ^ ((int) INTS.get(data, at) & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
            at += 4;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ (data[at] & 0xFF) * P5, 11) * P1;
        }
        return avalanche(hash);
    }

    private static long round(long state, long input) {
        return Long.rotateLeft(state + input * P2, 31) * P1;
    }

    private static long merge(long hash, long state) {
        return (hash ^ round(0, state)) * P1 + P4;
    }

    private static long avalanche(long hash) {
        long mixed = (hash ^ hash >>> 33) * P2;
        mixed = (mixed ^ mixed >>> 29) * P3;
        return mixed ^ mixed >>> 32;
    }
}
