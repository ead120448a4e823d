package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import java.util.List;

/**
 * Variances, skewness, kurtosis: count, mean and central moments of second to fourth order, updated row by row and merged pairwise.
 *
 * <p>P. Pébay, Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments, Sandia report
 * SAND2008-6212, 2008.
 */
final class MomentsAccumulator implements Accumulator {

    private final String function;
    /** 2, 3 or 4. */
    private final int order;
    private final DoubleCells cells;

    MomentsAccumulator(String function) {
        this.function = function;
        this.order = switch (function) {
            case "kurtosis" -> 4;
            case "skewness" -> 3;
            default -> 2;
        };
        this.cells = new DoubleCells(order + 1);
    }

    @Override
    public void reserve(int groups) {
        cells.reserve(groups);
    }

    @Override
    public long bytesAt(int groups) {
        return cells.bytesAt(groups);
    }

    @Override
    public long heldBytes() {
        return cells.heldBytes();
    }

    @Override
    public void update(List<Vector> arguments, GroupedRows rows) {
        double[] values = DoubleCells.doubles(arguments.getFirst());
        int[] at = ValidRows.of(arguments.getFirst().validity(), rows.rows(), rows.count());
        double[] c = cells.cells();
        for (int row : at) {
            int g = cells.at(rows.groups()[row]);
            double n = c[g] + 1;
            double delta = values[row] - c[g + 1];
            double step = delta / n;
            double second = c[g + 2] + delta * (delta - step);
            c[g] = n;
            c[g + 1] += step;
            if (order > 2) {
                double third = c[g + 3] - 3 * step * second + delta * (delta * delta - step * step);
                if (order > 3) {
                    c[g + 4] += -4 * step * third - 6 * step * step * second + delta * (delta * delta * delta - step * step * step);
                }
                c[g + 3] = third;
            }
            c[g + 2] = second;
        }
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        double[][] columns = states.stream().map(DoubleCells::doubles).toArray(double[][]::new);
        int[] at = rows.rows();
        for (int i = 0; i < rows.count(); i++) {
            if (columns[0][at[i]] > 0) {
                merge(cells.at(rows.groups()[at[i]]), columns, at[i]);
            }
        }
    }

    private void merge(int g, double[][] other, int row) {
        double[] c = cells.cells();
        double a = c[g];
        double b = other[0][row];
        double n = a + b;
        double delta = other[1][row] - c[g + 1];
        double step = delta / n;
        double second = c[g + 2];
        double otherSecond = other[2][row];
        if (order > 3) {
            c[g + 4] = c[g + 4] + other[4][row] + step * step * step * delta * a * b * (a * a - a * b + b * b)
                    + 6 * step * step * (a * a * otherSecond + b * b * second) + 4 * step * (a * other[3][row] - b * c[g + 3]);
        }
        if (order > 2) {
            c[g + 3] = c[g + 3] + other[3][row] + step * step * delta * a * b * (a - b) + 3 * step * (a * otherSecond - b * second);
        }
        c[g + 2] = second + otherSecond + delta * step * a * b;
        c[g + 1] += step * b;
        c[g] = n;
    }

    @Override
    public List<Vector> states(int from, int count) {
        return cells.states(from, count);
    }

    @Override
    public Vector result(int from, int count) {
        return cells.result(from, count, this::result);
    }

    private double result(double[] c, int g) {
        double n = c[g];
        double second = c[g + 2];
        boolean sample = switch (function) {
            case "stddev", "std", "stddev_samp", "variance", "var_samp" -> true;
            default -> false;
        };
        if (n == 0 || (sample && n == 1)) {
            return DoubleCells.NULL_RESULT;
        }
        return switch (function) {
            case "skewness" -> second == 0 ? DoubleCells.NULL_RESULT : Math.sqrt(n) * c[g + 3] / Math.sqrt(second * second * second);
            case "kurtosis" -> second == 0 ? DoubleCells.NULL_RESULT : n * c[g + 4] / (second * second) - 3;
            case "variance", "var_samp" -> second / (n - 1);
            case "var_pop" -> second / n;
            case "stddev_pop" -> Math.sqrt(second / n);
            default -> Math.sqrt(second / (n - 1));
        };
    }

    @Override
    public void clear() {
        cells.clear();
    }
}
