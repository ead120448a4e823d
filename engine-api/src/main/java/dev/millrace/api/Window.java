package dev.millrace.api;

import java.util.List;
import java.util.Optional;

/**
 * Where a window function looks: {@code sum("fare").over(Window.partitionBy("zone").orderBy("day").rowsBetween(-6, Window.currentRow()))}.
 *
 * <p>Without a frame, a window that is ordered reaches from its first row to the current one (and those equal to it in the order); one that
 * is not reaches over the whole partition. Here begins a {@link WindowSpec}.
 */
public final class Window {

    private Window() {}

    /** Rows that are equal in these columns are computed together; null is equal to null. */
    public static WindowSpec partitionBy(String first, String... more) {
        return spec().partitionBy(first, more);
    }

    /** As {@link #partitionBy(String, String...)}, by expressions. */
    public static WindowSpec partitionBy(Column... columns) {
        return spec().partitionBy(columns);
    }

    /** All rows as one partition, in this order. */
    public static WindowSpec orderBy(String first, String... more) {
        return spec().orderBy(first, more);
    }

    /** As {@link #orderBy(String, String...)}: {@code Window.orderBy(col("fare").desc())}. */
    public static WindowSpec orderBy(Column... columns) {
        return spec().orderBy(columns);
    }

    /** See {@link WindowSpec#rowsBetween}. */
    public static WindowSpec rowsBetween(long from, long to) {
        return spec().rowsBetween(from, to);
    }

    /** See {@link WindowSpec#rangeBetween}. */
    public static WindowSpec rangeBetween(long from, long to) {
        return spec().rangeBetween(from, to);
    }

    /** The bound before which there is none. */
    public static long unboundedPreceding() {
        return Long.MIN_VALUE;
    }

    /** The bound after which there is none. */
    public static long unboundedFollowing() {
        return Long.MAX_VALUE;
    }

    /** The bound at the current row. */
    public static long currentRow() {
        return 0;
    }

    static WindowSpec spec() {
        return new WindowSpec(List.of(), List.of(), Optional.empty());
    }
}
