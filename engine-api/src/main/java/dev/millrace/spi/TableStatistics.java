package dev.millrace.spi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a table without reading it.
 *
 * @param rows    exact or estimated row count
 * @param bytes   size of the files
 * @param columns per column of the table's schema; empty when nothing is known of any
 */
public record TableStatistics(OptionalLong rows, OptionalLong bytes, List<ColumnStatistics> columns) {

    public static final TableStatistics UNKNOWN = new TableStatistics(OptionalLong.empty(), OptionalLong.empty(), List.of());

    public TableStatistics {
        columns = List.copyOf(columns);
    }

    /**
     * @param min      smallest value in {@code Literal} form, never too large
     * @param max      largest value, never too small
     * @param nulls    number of nulls
     * @param distinct estimated number of distinct values
     */
    public record ColumnStatistics(Optional<Object> min, Optional<Object> max, OptionalLong nulls, OptionalLong distinct) {
        public static final ColumnStatistics UNKNOWN = new ColumnStatistics(Optional.empty(), Optional.empty(), OptionalLong.empty(),
                OptionalLong.empty());
    }
}
