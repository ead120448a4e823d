package dev.millrace.plan;

import dev.millrace.types.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is read, as the user said it.
 *
 * @param format  name of the data source: {@code parquet}, {@code csv} …
 * @param paths   files, folders and globs
 * @param options by lower-case name
 * @param schema  given by the user instead of inferred
 */
public record SourceSpec(String format, List<String> paths, Map<String, String> options, Optional<Schema> schema) {
    public SourceSpec {
        paths = List.copyOf(paths);
        options = Map.copyOf(options);
    }
}
