package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.RowHash;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * {@code approx_count_distinct}: a HyperLogLog sketch of one byte a register for each group that has a value.
 *
 * <p>P. Flajolet et al., HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm, 2007; the estimate is the one
 * without bias tables of O.
 * Ertl, New cardinality estimation algorithms for HyperLogLog sketches, 2017 (algorithm 6).
 */
final class SketchAccumulator implements Accumulator {

    private static final double DEFAULT_ERROR = 0.05;
    private static final double ERROR_FACTOR = 1.106;
    private static final int MIN_BITS = 4;
    private static final int MAX_BITS = 16;
    private static final byte[] NO_SKETCH = {};

    private final int bits;
    private final RowHash rowHash = new RowHash();
    private byte[][] sketches = {};
    private long[] hashes = {};
    private long sketchBytes;

    /** @param error standard error wanted, relative; NaN for 0.05 */
    SketchAccumulator(double error) {
        double wanted = Double.isNaN(error) ? DEFAULT_ERROR : error;
        int needed = (int) Math.ceil(2 * Math.log(ERROR_FACTOR / wanted) / Math.log(2));
        this.bits = Math.clamp(needed, MIN_BITS, MAX_BITS);
    }

    @Override
    public void reserve(int groups) {
        int before = sketches.length;
        if (groups > before) {
            sketches = Arrays.copyOf(sketches, groups);
            Arrays.fill(sketches, before, groups, NO_SKETCH);
        }
    }

    @Override
    public long bytesAt(int groups) {
        return 8L * groups;
    }

    @Override
    public long heldBytes() {
        return 8L * sketches.length + sketchBytes;
    }

    private byte[] sketch(int group) {
        if (sketches[group].length == 0) {
            sketches[group] = new byte[1 << bits];
            sketchBytes += (1L << bits) + 16;
        }
        return sketches[group];
    }

    @Override
    public void update(List<Vector> arguments, GroupedRows rows) {
        int[] at = ValidRows.of(arguments.getFirst().validity(), rows.rows(), rows.count());
        if (hashes.length < at.length) {
            hashes = new long[Math.max(at.length, 1024)];
        }
        rowHash.rows(arguments, rows.length(), new Selection(at, at.length), hashes);
        for (int i = 0; i < at.length; i++) {
            byte[] registers = sketch(rows.groups()[at[i]]);
            int register = (int) (hashes[i] >>> (Long.SIZE - bits));
            int rank = Long.numberOfLeadingZeros((hashes[i] << bits) | (1L << (bits - 1))) + 1;
            if (rank > registers[register]) {
                registers[register] = (byte) rank;
            }
        }
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        BytesVector states0 = (BytesVector) Flatten.flat(states.getFirst());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            if (!states0.isNull(row)) {
                byte[] registers = sketch(rows.groups()[row]);
                int start = states0.starts()[row];
                for (int register = 0; register < registers.length; register++) {
                    registers[register] = (byte) Math.max(registers[register], states0.data()[start + register]);
                }
            }
        }
    }

    @Override
    public List<Vector> states(int from, int count) {
        VectorBuilder states = VectorBuilder.of(DataType.BINARY, count);
        for (int i = 0; i < count; i++) {
            byte[] registers = sketches[from + i];
            states.appendValue(registers.length == 0 ? null : registers);
        }
        return List.of(states.build());
    }

    @Override
    public Vector result(int from, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = sketches[from + i].length == 0 ? 0 : estimate(sketches[from + i]);
        }
        return new LongVector(DataType.BIGINT, values, count, null);
    }

    private long estimate(byte[] registers) {
        int most = Long.SIZE - bits;
        int[] histogram = new int[most + 2];
        for (byte rank : registers) {
            histogram[rank]++;
        }
        double m = registers.length;
        double z = m * tau(1 - histogram[most + 1] / m);
        for (int rank = most; rank >= 1; rank--) {
            z = 0.5 * (z + histogram[rank]);
        }
        z += m * sigma(histogram[0] / m);
        return Math.round(m * m / (2 * Math.log(2) * z));
    }

    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = share;
        double y = 1;
        double z = share;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (z != before);
        return z;
    }

    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double x = share;
        double y = 1;
        double z = 1 - share;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (z != before);
        return z / 3;
    }

    @Override
    public void clear() {
        Arrays.fill(sketches, NO_SKETCH);
        sketchBytes = 0;
    }
}
