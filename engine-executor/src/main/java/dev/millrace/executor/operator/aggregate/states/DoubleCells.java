package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A few doubles for each group, adjacent, that are zero at first; as state columns they are doubles too. */
final class DoubleCells {

    /** Gives a group's result, or NaN with {@link #NULL_RESULT} meaning null. */
    interface Result {
        double of(double[] cells, int at);
    }

    /** What a {@link Result} gives for null: a NaN that arithmetic does not make. */
    static final double NULL_RESULT = Double.longBitsToDouble(0x7ff8_dead_beef_0000L);

    private final int stride;
    private double[] cells = {};

    DoubleCells(int stride) {
        this.stride = stride;
    }

    double[] cells() {
        return cells;
    }

    int at(int group) {
        return group * stride;
    }

    void reserve(int groups) {
        if (groups * stride > cells.length) {
            cells = Arrays.copyOf(cells, groups * stride);
        }
    }

    long bytesAt(int groups) {
        return (long) groups * stride > Integer.MAX_VALUE - 64 ? Long.MAX_VALUE / 8 : 8L * groups * stride;
    }

    long heldBytes() {
        return 8L * cells.length;
    }

    List<Vector> states(int from, int count) {
        List<Vector> states = new ArrayList<>();
        for (int cell = 0; cell < stride; cell++) {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                values[i] = cells[(from + i) * stride + cell];
            }
            states.add(new DoubleVector(DataType.DOUBLE, values, count, null));
        }
        return states;
    }

    Vector result(int from, int count, Result result) {
        double[] values = new double[count];
        long[] validity = null;
        for (int i = 0; i < count; i++) {
            values[i] = result.of(cells, at(from + i));
            if (Double.doubleToRawLongBits(values[i]) == Double.doubleToRawLongBits(NULL_RESULT)) {
                validity = validity == null ? Validity.allValid(count) : validity;
                Validity.setNull(validity, i);
            }
        }
        return new DoubleVector(DataType.DOUBLE, values, count, validity);
    }

    void clear() {
        Arrays.fill(cells, 0);
    }

    /** The values of a column of doubles. */
    static double[] doubles(Vector vector) {
        if (Flatten.flat(vector) instanceof DoubleVector flat) {
            return flat.values();
        }
        throw new IllegalArgumentException("not a column of doubles: " + vector.type().sql());
    }
}
