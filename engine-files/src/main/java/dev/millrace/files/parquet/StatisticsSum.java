package dev.millrace.files.parquet;

import dev.millrace.files.parquet.prune.ColumnBounds;
import dev.millrace.spi.TableStatistics.ColumnStatistics;
import dev.millrace.types.DataType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Adds up what the row groups of a table say about one column. */
final class StatisticsSum {
    private final DataType type;
    private @Nullable Object min;
    private @Nullable Object max;
    private boolean minKnown = true;
    private boolean maxKnown = true;
    private long nulls;
    private long rows;
    private int groups;
    private final DistinctValues distinct = new DistinctValues();

    StatisticsSum(DataType type) {
        this.type = type;
    }

    void add(ColumnBounds bounds) {
        rows += bounds.rows();
        groups++;
        nulls = bounds.nulls() < 0 || nulls < 0 ? -1 : nulls + bounds.nulls();
        if (bounds.nulls() == bounds.rows()) {
            return;
        }
        Object low = bounds.min();
        Object high = bounds.max();
        minKnown &= low != null;
        // a NaN is larger than the largest number
        maxKnown &= high != null && !bounds.nans();
        if (low != null && (min == null || ColumnBounds.compare(low, min) < 0)) {
            min = low;
        }
        if (high != null && (max == null || ColumnBounds.compare(high, max) > 0)) {
            max = high;
        }
    }

    /** @param values of a row group's dictionary, -1 when it has none */
    void addDictionary(int values, ColumnBounds bounds) {
        distinct.add(values, bounds, range(bounds.min(), bounds.max()));
    }

    ColumnStatistics statistics() {
        return new ColumnStatistics(minKnown ? literal(min) : Optional.empty(), maxKnown ? literal(max) : Optional.empty(),
                nulls < 0 ? OptionalLong.empty() : OptionalLong.of(nulls), distinct.estimate(range(min, max), rows, groups));
    }

    private static double range(@Nullable Object low, @Nullable Object high) {
        return low instanceof Number from && high instanceof Number to ? to.doubleValue() - from.doubleValue() + 1 : Double.NaN;
    }

    private Optional<Object> literal(@Nullable Object value) {
        if (value instanceof byte[] bytes && type instanceof DataType.StringType) {
            try {
                return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            } catch (CharacterCodingException e) {
                // the bound was cut off inside a character
                return Optional.empty();
            }
        }
        return Optional.ofNullable(value);
    }
}
