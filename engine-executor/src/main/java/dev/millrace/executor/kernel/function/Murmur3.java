package dev.millrace.executor.kernel.function;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash of {@code hash(expr, …)}, 32 bits. As in Spark each byte behind the last whole word is mixed in as a word of its own.
 *
 * <p>Source: Appleby, MurmurHash3, the variant x86_32.
 */
final class Murmur3 implements SeededHash {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public long ofInt(int value, long seed) {
        return finish(mix((int) seed, value), 4);
    }

    @Override
    public long ofLong(long value, long seed) {
        return finish(mix(mix((int) seed, (int) value), (int) (value >>> 32)), 8);
    }

    @Override
    public long ofBytes(byte[] data, int start, int length, long seed) {
        int hash = (int) seed;
        int at = start;
        int end = start + length;
        for (; at <= end - 4; at += 4) {
            hash = mix(hash, (int) INTS.get(data, at));
        }
        for (; at < end; at++) {
            hash = mix(hash, data[at]);
        }
        return finish(hash, length);
    }

    private static int mix(int hash, int word) {
        int mixed = Integer.rotateLeft(word * 0xCC9E2D51, 15) * 0x1B873593;
        return Integer.rotateLeft(hash ^ mixed, 13) * 5 + 0xE6546B64;
    }

    private static int finish(int hash, int length) {
        int mixed = hash ^ length;
        mixed = (mixed ^ mixed >>> 16) * 0x85EBCA6B;
        mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
        return mixed ^ mixed >>> 16;
    }
}
