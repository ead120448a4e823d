package dev.millrace.driver.statistics;

import dev.millrace.spi.TableStatistics.ColumnStatistics;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is thought of the values of a column in the table, or the operation, that it comes from.
 *
 * @param origin   number of that table or operation: columns of one origin depend on each other
 * @param rows     its rows
 * @param distinct different values, at most {@code rows}; 0 when unknown
 * @param min      smallest value as a number, NaN when unknown
 * @param max      largest value, NaN when unknown
 * @param nullPart part of the rows that are null, NaN when unknown
 */
record ColumnEstimate(int origin, double rows, double distinct, double min, double max, double nullPart) {

    private static final int TEXT_DIGITS = 6;
    private static final double NEARLY = 0.9;

    static ColumnEstimate unknown(int origin, double rows) {
        return new ColumnEstimate(origin, rows, 0, Double.NaN, Double.NaN, Double.NaN);
    }

    static ColumnEstimate of(ColumnStatistics statistics, DataType type, int origin, double rows) {
        double min = statistics.min().isPresent() ? number(statistics.min().get(), type) : Double.NaN;
        double max = statistics.max().isPresent() ? number(statistics.max().get(), type) : Double.NaN;
        boolean whole = type.isIntegral() || type instanceof DataType.DateType;
        double range = whole ? max - min + 1 : Double.NaN;
        double distinct = statistics.distinct().isPresent() ? Math.max(1, statistics.distinct().getAsLong()) : 0;
        if (range >= 1) {
            distinct = distinct == 0 ? range : Math.min(distinct, range);
        }
        if (type instanceof DataType.BooleanType) {
            distinct = 2;
        }
        double nulls = statistics.nulls().isPresent() ? statistics.nulls().getAsLong() / Math.max(1, rows) : Double.NaN;
        return new ColumnEstimate(origin, rows, Math.min(distinct, Math.max(1, rows)), min, max, nulls);
    }

    /** The same values in exactly so many rows. */
    ColumnEstimate among(int newOrigin, double known) {
        return new ColumnEstimate(newOrigin, known, Math.min(distinct, Math.max(1, known)), min, max, nullPart);
    }

    ColumnEstimate withDistinct(double values) {
        return new ColumnEstimate(origin, rows, Math.min(values, Math.max(1, rows)), min, max, nullPart);
    }

    /** Different values if it is a key of a join: a column of which nothing is known is taken for a key of its table. */
    double keyValues() {
        return Math.max(1, distinct > 0 ? distinct : rows);
    }

    /** True when hardly any value is there twice. */
    boolean isKey() {
        return distinct >= NEARLY * rows && distinct > 0;
    }

    /** True when the values of the other column lie between this one's: it may refer to this one. */
    boolean covers(ColumnEstimate other) {
        return min <= other.min && other.max <= max;
    }

    /**
     * Different values among {@code some} of the rows, chosen at random: a value that stands k times is missed with the probability that
     * all of its k rows are (Yao: Approximating Block Accesses in Database Organizations, 1977, in its usual approximation).
     */
    double distinctIn(double some) {
        if (some >= rows || rows <= 0) {
            return Math.min(distinct, some);
        }
        double missed = Math.pow(1 - some / rows, rows / distinct);
        return Math.clamp(distinct * (1 - missed), Math.min(1, some), some);
    }

    /** A value as a number, in an order that ranges can be measured in; texts by their first bytes. NaN when it has none. */
    static double number(@Nullable Object value, DataType type) {
        double unit = type instanceof DataType.DecimalType(var _, var scale) ? Math.pow(10, -scale) : 1;
        return switch (value) {
            case BigInteger big -> big.doubleValue() * unit;
            case Number number when type.storage() != Storage.BYTES -> number.doubleValue() * unit;
            case String text -> text(text);
            case null, default -> Double.NaN;
        };
    }

    private static double text(String text) {
        double number = 0;
        for (int i = 0; i < TEXT_DIGITS; i++) {
            number = number * 256 + (i < text.length() ? Math.min(255, text.charAt(i)) : 0);
        }
        return number;
    }
}
