package dev.millrace.api;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.max;
import static dev.millrace.api.Functions.monotonically_increasing_id;
import static dev.millrace.api.Functions.spark_partition_id;
import static dev.millrace.api.LocalSession.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.ErrorCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which rows lie together. */
class PartitionsTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    @Test
    void movesRowsBetweenPartitions() {
        DataFrame rows = LOCAL.get().range(0, 1000, 1, 4);
        Column partition = spark_partition_id().as("p");
        assertEquals(5, rows.repartition(5).select(col("id"), partition).groupBy("p").agg(max("id")).collect().size());
        assertEquals(1, rows.coalesce(1).select(partition).distinct().count());
        assertTrue(rows.coalesce(9).select(partition).distinct().count() <= 4);
        DataFrame byKey = rows.withColumn("k", col("id").mod(10)).repartition(3, col("k")).select(col("k"), partition).distinct();
        assertEquals(10, byKey.count());
        DataFrame byRange = rows.repartitionByRange(3, col("id")).select(col("id"), partition);
        DataFrame bounds = byRange.groupBy("p").agg(Functions.min("id").as("low"), max("id").as("high")).orderBy("p");
        long last = -1;
        for (Row row : bounds.collect()) {
            assertTrue(row.getLong("low") > last);
            last = row.getLong("high");
        }
        assertEquals(999, last);
        assertEquals(1000, rows.repartition(col("id")).count());
        assertEquals(1000, rows.select(monotonically_increasing_id().as("m")).distinct().count());
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> rows.repartition(0));
    }

    @Test
    void sortsWithinPartitions() {
        DataFrame sorted = LOCAL.get().range(0, 100, 1, 3).repartition(3).sortWithinPartitions(col("id").desc()).select(col("id"),
                spark_partition_id().as("p"));
        long lastId = Long.MAX_VALUE;
        int lastPartition = -1;
        for (Row row : sorted.collect()) {
            int partition = row.getInt("p");
            assertTrue(partition != lastPartition || row.getLong("id") < lastId);
            lastId = row.getLong("id");
            lastPartition = partition;
        }
    }
}
