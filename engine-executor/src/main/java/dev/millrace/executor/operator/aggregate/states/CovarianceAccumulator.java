package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import java.util.List;

/**
 * Covariance, correlation and linear regression: count, means and co-moment, for all but the covariance also both second moments; formulas
 * as in {@link MomentsAccumulator}. Of {@code regr_…(y, x)} the first argument is called x here.
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
        this.correlation = !function.startsWith("covar");
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
            add(cells.at(rows.groups()[row]), x[row], y[row]);
        }
    }

    private void add(int g, double x, double y) {
        double[] c = cells.cells();
        double n = c[g] + 1;
        double deltaX = x - c[g + MEAN_X];
        double deltaY = y - c[g + MEAN_Y];
        c[g] = n;
        c[g + MEAN_X] += deltaX / n;
        c[g + MEAN_Y] += deltaY / n;
        c[g + CO_MOMENT] += deltaX * (y - c[g + MEAN_Y]);
        if (correlation) {
            c[g + MOMENT_X] += deltaX * (x - c[g + MEAN_X]);
            c[g + MOMENT_Y] += deltaY * (y - c[g + MEAN_Y]);
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
        double stepX = deltaX / n;
        double stepY = deltaY / n;
        c[g] = n;
        c[g + MEAN_X] += stepX * count;
        c[g + MEAN_Y] += stepY * count;
        c[g + CO_MOMENT] = c[g + CO_MOMENT] + coMoment + deltaX * stepY * before * count;
        if (correlation) {
            c[g + MOMENT_X] = c[g + MOMENT_X] + momentX + deltaX * stepX * before * count;
            c[g + MOMENT_Y] = c[g + MOMENT_Y] + momentY + deltaY * stepY * before * count;
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
        if (n == 0) {
            return DoubleCells.NULL_RESULT;
        }
        return switch (function) {
            case "covar_pop" -> c[g + CO_MOMENT] / n;
            case "covar_samp" -> n <= 1 ? DoubleCells.NULL_RESULT : c[g + CO_MOMENT] / (n - 1);
            case "corr" -> n <= 1 || c[g + MOMENT_X] == 0 || c[g + MOMENT_Y] == 0 ? DoubleCells.NULL_RESULT : correlation(c, g);
            default -> regression(c, g);
        };
    }

    private static double correlation(double[] c, int g) {
        return c[g + CO_MOMENT] / Math.sqrt(c[g + MOMENT_X] * c[g + MOMENT_Y]);
    }

    /** The dependent variable comes first, so the one it depends on has the moments called y here. */
    private double regression(double[] c, int g) {
        boolean vertical = c[g + MOMENT_Y] == 0;
        double slope = c[g + CO_MOMENT] / c[g] / (c[g + MOMENT_Y] / c[g]);
        return switch (function) {
            case "regr_avgx" -> c[g + MEAN_Y];
            case "regr_avgy" -> c[g + MEAN_X];
            case "regr_sxx" -> c[g + MOMENT_Y];
            case "regr_syy" -> c[g + MOMENT_X];
            case "regr_sxy" -> c[g + CO_MOMENT];
            case "regr_slope" -> vertical ? DoubleCells.NULL_RESULT : slope;
            case "regr_intercept" -> vertical ? DoubleCells.NULL_RESULT : c[g + MEAN_X] - slope * c[g + MEAN_Y];
            default -> vertical ? DoubleCells.NULL_RESULT : c[g + MOMENT_X] == 0 ? 1 : correlation(c, g) * correlation(c, g);
        };
    }

    @Override
    public void clear() {
        cells.clear();
    }
}
