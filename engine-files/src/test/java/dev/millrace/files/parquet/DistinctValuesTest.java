package dev.millrace.files.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.files.parquet.prune.ColumnBounds;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DistinctValuesTest {

    @Test
    void aSmallDictionaryHasAllValues() {
        assertEquals(7, DistinctValues.estimated(7, 100_000, 100_000), 0.5);
    }

    @Test
    void aDictionaryOfManyRowsMissesFewValues() {
        double values = DistinctValues.estimated(63_212, 100_000, 10_000_000);
        assertEquals(100_000, values, 1000);
    }

    @Test
    void aValueInEachRowIsAKey() {
        assertEquals(50_000, DistinctValues.estimated(50_000, 50_000, 50_000), 1);
    }

    @Test
    void rowGroupsOfDifferentRangesAddUp() {
        DistinctValues values = new DistinctValues();
        for (int group = 0; group < 4; group++) {
            values.add(100, new ColumnBounds(100L * group, 100L * group + 99, false, 0, 10_000), 100);
        }
        assertEquals(OptionalLong.of(400), values.estimate(400, 40_000, 4));
    }

    @Test
    void nothingIsSaidWhereAChunkHasNoDictionary() {
        DistinctValues values = new DistinctValues();
        values.add(100, new ColumnBounds(0L, 99L, false, 0, 10_000), 100);
        values.add(-1, new ColumnBounds(0L, 99L, false, 0, 10_000), 100);
        assertTrue(values.estimate(100, 20_000, 2).isEmpty());
    }
}
