package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.types.DataType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code xxhash64(expr, …)} with Spark's seed 42: each value is hashed with the hash so far as its seed, nulls are skipped.
 *
 * <p>Source: Collet, xxHash fast digest algorithm, XXH64. Integers up to 32 bits are hashed as 4 bytes, others as 8, as Spark does.
 */
final class XxHash64 implements FunctionKernel {

    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    private static final long SEED = 42;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        long[] hashes = call.state(ResultArrays.class, ResultArrays::new).longs(length);
        Arrays.fill(hashes, 0, length, SEED);
        for (Vector argument : arguments) {
            Vector vector = Flatten.flat(argument);
            for (int row = 0; row < length; row++) {
                hashes[row] = hash(vector, row, hashes[row]);
            }
        }
        return new LongVector(DataType.BIGINT, hashes, length, null);
    }

    private static long hash(Vector vector, int row, long seed) {
        if (vector.isNull(row)) {
            return seed;
        }
        return switch (vector) {
            case BooleanVector flat -> ofInt(flat.values()[row], seed);
            case IntVector flat -> ofInt(flat.values()[row], seed);
            case LongVector flat -> ofLong(flat.values()[row], seed);
            case DoubleVector flat -> flat.type() instanceof DataType.FloatType
                    ? ofInt(Float.floatToIntBits((float) (flat.values()[row] + 0.0)), seed)
                    : ofLong(Double.doubleToLongBits(flat.values()[row] + 0.0), seed);
            case Decimal128Vector flat -> {
                byte[] bytes = BigInteger.valueOf(flat.words()[2 * row + 1]).shiftLeft(64)
                        .add(new BigInteger(Long.toUnsignedString(flat.words()[2 * row]))).toByteArray();
                yield ofBytes(bytes, 0, bytes.length, seed);
            }
            case BytesVector flat -> ofBytes(flat.data(), flat.starts()[row], flat.lengths()[row], seed);
            case ListVector flat -> {
                long hash = seed;
                Vector elements = Flatten.flat(flat.elements());
                for (int i = 0; i < flat.lengths()[row]; i++) {
                    hash = hash(elements, flat.starts()[row] + i, hash);
                }
                yield hash;
            }
            case MapVector flat -> {
                long hash = seed;
                Vector keys = Flatten.flat(flat.keys());
                Vector values = Flatten.flat(flat.values());
                for (int i = 0; i < flat.lengths()[row]; i++) {
                    hash = hash(values, flat.starts()[row] + i, hash(keys, flat.starts()[row] + i, hash));
                }
                yield hash;
            }
            case StructVector flat -> {
                long hash = seed;
                for (Vector field : flat.fields()) {
                    hash = hash(Flatten.flat(field), row, hash);
                }
                yield hash;
            }
            default -> seed;
        };
    }

    private static long ofInt(int value, long seed) {
        long hash = seed + P5 + 4;
        hash ^= (value & 0xFFFFFFFFL) * P1;
        return avalanche(Long.rotateLeft(hash, 23) * P2 + P3);
    }

    private static long ofLong(long value, long seed) {
        long hash = seed + P5 + 8;
        hash ^= Long.rotateLeft(value * P2, 31) * P1;
        return avalanche(Long.rotateLeft(hash, 27) * P1 + P4);
    }

    private static long ofBytes(byte[] data, int start, int length, long seed) {
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
