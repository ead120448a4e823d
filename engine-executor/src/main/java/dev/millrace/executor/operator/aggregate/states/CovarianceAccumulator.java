package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import java.util.List;

/**
 * Covariance and correlation: count, means and co-moment, for the correlation also both second moments; formulas as in {@link
 * MomentsAccumulator}.
 */
final class CovarianceAccumulator implements Accumulator {

    private static final int MEAN_X = 1;
    private static final int MEAN_Y = 2;
    private static final int CO_MOMENT = 3;
    private static final int MOMENT_X = 4;
    private static final int MOMENT_Y = 5;

    private final String function;
    private final boolean correlation;
    private final DoubleCells cells;

    CovarianceAccumulator(String function) {
        this.function = function;
        this.correlation = function.equals("corr");
        this.cells = new DoubleCells(correlation ? 6 : 4);
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
        double[] x = DoubleCells.doubles(arguments.get(0));
        double[] y = DoubleCells.doubles(arguments.get(1));
        long[] valid = Validity.and(arguments.get(0).validity(), arguments.get(1).validity(), rows.length());
        for (int row : ValidRows.of(valid, rows.rows(), rows.count())) {
            add(cells.at(rows.groups()[row]), 1, x[row], y[row], 0, 0, 0);
        }
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        double[][] columns = states.stream().map(DoubleCells::doubles).toArray(double[][]::new);
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            if (columns[0][row] > 0) {
                add(cells.at(rows.groups()[row]), columns[0][row], columns[MEAN_X][row], columns[MEAN_Y][row], columns[CO_MOMENT][row],
                        correlation ? columns[MOMENT_X][row] : 0, correlation ? columns[MOMENT_Y][row] : 0);
            }
        }
    }

    private void add(int g, double count, double meanX, double meanY, double coMoment, double momentX, double momentY) {
        double[] c = cells.cells();
        double before = c[g];
        double n = before + count;
        double deltaX = meanX - c[g + MEAN_X];
        double deltaY = meanY - c[g + MEAN_Y];
        double weight = before * count / n;
        c[g] = n;
        c[g + MEAN_X] += deltaX * count / n;
        c[g + MEAN_Y] += deltaY * count / n;
        c[g + CO_MOMENT] += coMoment + deltaX * deltaY * weight;
        if (correlation) {
            c[g + MOMENT_X] += momentX + deltaX * deltaX * weight;
            c[g + MOMENT_Y] += momentY + deltaY * deltaY * weight;
        }
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
        boolean undefined = switch (function) {
            case "covar_pop" -> n == 0;
            case "covar_samp" -> n <= 1;
            default -> n <= 1 || c[g + MOMENT_X] == 0 || c[g + MOMENT_Y] == 0;
        };
        if (undefined) {
            return DoubleCells.NULL_RESULT;
        }
        return switch (function) {
            case "covar_pop" -> c[g + CO_MOMENT] / n;
            case "covar_samp" -> c[g + CO_MOMENT] / (n - 1);
            default -> c[g + CO_MOMENT] / Math.sqrt(c[g + MOMENT_X] * c[g + MOMENT_Y]);
        };
    }

    @Override
    public void clear() {
        cells.clear();
    }
}
