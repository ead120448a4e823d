package dev.millrace.executor.sketch;

import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * {@code count_min_sketch}: rows of counters; each value counts in one counter of each row, and the least of these is the estimate. The
 * bytes are Spark's, version 1, with the highest byte first: version, total, rows, counters a row, the rows' hash factors, the counters.
 *
 * <p>G. Cormode and S. Muthukrishnan, An improved data stream summary: the count-min sketch and its applications, 2005.
 */
public final class CountMinSummary implements Summary {

    private static final int VERSION = 1;
    private static final long PRIME = (1L << 31) - 1;

    private final int depth;
    private final int width;
    private final long[] factors;
    private final long[][] counters;
    private final BytesHash hash;
    private long total;

    /** A 32-bit hash of bytes that goes on from a seed. */
    public interface BytesHash {
        int of(byte[] bytes, int seed);
    }

    /**
     * A sketch without values.
     *
     * @param error      share of the total by which an estimate may be too high, above 0
     * @param confidence with which it is not higher, between 0 and 1
     * @param hash       of texts and bytes
     */
    public CountMinSummary(double error, double confidence, int seed, BytesHash hash) {
        this.depth = (int) Math.ceil(-Math.log1p(-confidence) / Math.log(2));
        this.width = (int) Math.ceil(2 / error);
        this.hash = hash;
        this.counters = new long[depth][width];
        this.factors = new long[depth];
        Random random = new Random(seed);
        for (int row = 0; row < depth; row++) {
            factors[row] = random.nextInt(Integer.MAX_VALUE);
        }
    }

    @Override
    public void add(List<Vector> arguments, int row) {
        switch (Values.get(arguments.getFirst(), row)) {
            case Number number -> addNumber(number.longValue());
            case String text -> addBytes(text.getBytes(StandardCharsets.UTF_8));
            case byte[] bytes -> addBytes(bytes);
            case null, default -> throw new IllegalArgumentException("not a value of a sketch");
        }
        total++;
    }

    private void addNumber(long value) {
        for (int row = 0; row < depth; row++) {
            long mixed = factors[row] * value;
            mixed += mixed >> 32;
            counters[row][(int) (mixed & PRIME) % width]++;
        }
    }

    private void addBytes(byte[] bytes) {
        int first = hash.of(bytes, 0);
        int second = hash.of(bytes, first);
        for (int row = 0; row < depth; row++) {
            counters[row][Math.abs((first + row * second) % width)]++;
        }
    }

    @Override
    public void merge(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.getInt();
        total += buffer.getLong();
        buffer.position(buffer.position() + 2 * Integer.BYTES + depth * Long.BYTES);
        for (long[] row : counters) {
            for (int i = 0; i < width; i++) {
                row[i] += buffer.getLong();
            }
        }
    }

    @Override
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(3 * Integer.BYTES + (1 + depth + depth * width) * Long.BYTES);
        buffer.putInt(VERSION).putLong(total).putInt(depth).putInt(width);
        for (long factor : factors) {
            buffer.putLong(factor);
        }
        for (long[] row : counters) {
            for (long counter : row) {
                buffer.putLong(counter);
            }
        }
        return buffer.array();
    }

    @Override
    public Object result() {
        return bytes();
    }

    @Override
    public long heldBytes() {
        return 128L + 8L * depth * (width + 3);
    }
}
