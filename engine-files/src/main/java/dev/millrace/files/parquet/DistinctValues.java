package dev.millrace.files.parquet;

import dev.millrace.files.parquet.prune.ColumnBounds;
import java.util.OptionalLong;

/**
 * Estimates how many different values a column has, from the sizes of the dictionaries of a few row groups. A dictionary of d values over
 * n rows is what n draws from D equally frequent values give when d = D (1 - e^(-n / D)); where row groups hold different ranges of
 * values, each has only its part of them.
 */
final class DistinctValues {
    private double largest = -1;
    private double parts;
    private int groups;
    private boolean known = true;

    /**
     * @param dictionary values of the row group's dictionary, -1 when it has none
     * @param range      width of the row group's range, NaN when unknown
     */
    void add(int dictionary, ColumnBounds bounds, double range) {
        known &= dictionary >= 0;
        double rows = bounds.rows() - Math.max(0, bounds.nulls());
        largest = Math.max(largest, estimated(dictionary, rows, bounds.rows()));
        parts += range;
        groups++;
    }

    /**
     * @param range width of the range of all values, NaN when unknown
     * @param rows  of the table
     */
    OptionalLong estimate(double range, long rows, int allGroups) {
        if (!known || groups == 0) {
            return OptionalLong.empty();
        }
        double part = range > 0 && parts > 0 ? Math.clamp(parts / groups / range, 1.0 / Math.max(1, allGroups), 1) : 1;
        return OptionalLong.of((long) Math.min(largest / part, rows));
    }

    /** Different values of which a dictionary over so many rows was made; {@code most} when every row has its own. */
    static double estimated(double dictionary, double rows, double most) {
        double low = Math.max(1, dictionary);
        double high = Math.max(low, most);
        if (seen(high, rows) <= dictionary) {
            return high;
        }
        while (high - low > Math.max(0.5, low / 1000)) {
            double middle = (low + high) / 2;
            if (seen(middle, rows) < dictionary) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double seen(double values, double rows) {
        return values * -Math.expm1(-rows / values);
    }
}
