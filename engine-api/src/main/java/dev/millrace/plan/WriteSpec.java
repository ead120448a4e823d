package dev.millrace.plan;

import dev.millrace.types.Schema;
import java.util.List;
import java.util.Map;

/**
 * What is written where.
 *
 * @param format           name of the data source
 * @param path             folder that the result goes to
 * @param mode             what to do when it exists
 * @param options          by lower-case name
 * @param partitionColumns columns that become folders {@code name=value}, left out of the files
 * @param schema           of the rows, partition columns included
 */
public record WriteSpec(String format, String path, WriteMode mode, Map<String, String> options, List<String> partitionColumns,
        Schema schema) {
    public WriteSpec {
        options = Map.copyOf(options);
        partitionColumns = List.copyOf(partitionColumns);
    }
}
