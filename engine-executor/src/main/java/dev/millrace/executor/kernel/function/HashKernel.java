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
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code hash(expr, …)} and {@code xxhash64(expr, …)} with Spark's seed 42: each value is hashed with the hash so far as its seed, nulls
 * are
 * skipped. Integers up to 32 bits are hashed as 4 bytes, others as 8, as Spark does.
 */
record HashKernel(SeededHash hash) implements FunctionKernel {

    private static final long SEED = 42;

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        ResultArrays results = call.state(ResultArrays.class, ResultArrays::new);
        long[] hashes = results.longs(length);
        Arrays.fill(hashes, 0, length, SEED);
        for (Vector argument : arguments) {
            Vector vector = Flatten.flat(argument);
            for (int row = 0; row < length; row++) {
                hashes[row] = next(vector, row, hashes[row]);
            }
        }
        if (call.type() instanceof DataType.LongType) {
            return new LongVector(DataType.BIGINT, hashes, length, null);
        }
        int[] ints = results.ints(length);
        for (int row = 0; row < length; row++) {
            ints[row] = (int) hashes[row];
        }
        return new IntVector(DataType.INT, ints, length, null);
    }

    private long next(Vector vector, int row, long seed) {
        if (vector.isNull(row)) {
            return seed;
        }
        return switch (vector) {
            case BooleanVector flat -> hash.ofInt(flat.values()[row], seed);
            case IntVector flat -> hash.ofInt(flat.values()[row], seed);
            case LongVector flat -> hash.ofLong(flat.values()[row], seed);
            case DoubleVector flat -> flat.type() instanceof DataType.FloatType
                    ? hash.ofInt(Float.floatToIntBits((float) (flat.values()[row] + 0.0)), seed)
                    : hash.ofLong(Double.doubleToLongBits(flat.values()[row] + 0.0), seed);
            case Decimal128Vector flat -> {
                byte[] bytes = BigInteger.valueOf(flat.words()[2 * row + 1]).shiftLeft(64)
                        .add(new BigInteger(Long.toUnsignedString(flat.words()[2 * row]))).toByteArray();
                yield hash.ofBytes(bytes, 0, bytes.length, seed);
            }
            case BytesVector flat -> hash.ofBytes(flat.data(), flat.starts()[row], flat.lengths()[row], seed);
            case ListVector flat -> {
                long sum = seed;
                Vector elements = Flatten.flat(flat.elements());
                for (int i = 0; i < flat.lengths()[row]; i++) {
                    sum = next(elements, flat.starts()[row] + i, sum);
                }
                yield sum;
            }
            case MapVector flat -> {
                long sum = seed;
                Vector keys = Flatten.flat(flat.keys());
                Vector values = Flatten.flat(flat.values());
                for (int i = 0; i < flat.lengths()[row]; i++) {
                    sum = next(values, flat.starts()[row] + i, next(keys, flat.starts()[row] + i, sum));
                }
                yield sum;
            }
            case StructVector flat -> {
                long sum = seed;
                for (Vector field : flat.fields()) {
                    sum = next(Flatten.flat(field), row, sum);
                }
                yield sum;
            }
            default -> seed;
        };
    }
}
