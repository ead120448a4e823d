package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;

/** {@code product}: the state is the product itself, null without a value. */
final class ProductAccumulator implements Accumulator {

    private double[] products = {};
    private boolean[] seen = {};

    @Override
    public void reserve(int groups) {
        int before = products.length;
        if (groups > before) {
            products = Arrays.copyOf(products, groups);
            seen = Arrays.copyOf(seen, groups);
            Arrays.fill(products, before, groups, 1);
        }
    }

    @Override
    public long bytesAt(int groups) {
        return 9L * groups;
    }

    @Override
    public long heldBytes() {
        return 9L * products.length;
    }

    @Override
    public void update(List<Vector> arguments, GroupedRows rows) {
        DoubleVector values = (DoubleVector) ValueCells.readable(arguments.getFirst());
        int[] at = rows.rows();
        for (int i = 0; i < rows.count(); i++) {
            int row = at[i];
            if (Validity.isValid(values.validity(), row)) {
                int group = rows.groups()[row];
                products[group] *= values.values()[row];
                seen[group] = true;
            }
        }
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        update(states, rows);
    }

    @Override
    public List<Vector> states(int from, int count) {
        return List.of(result(from, count));
    }

    @Override
    public Vector result(int from, int count) {
        long[] validity = Validity.allValid(count);
        for (int i = 0; i < count; i++) {
            if (!seen[from + i]) {
                Validity.setNull(validity, i);
            }
        }
        return new DoubleVector(DataType.DOUBLE, Arrays.copyOfRange(products, from, from + count), count, validity);
    }

    @Override
    public void clear() {
        Arrays.fill(products, 1);
        Arrays.fill(seen, false);
    }
}
