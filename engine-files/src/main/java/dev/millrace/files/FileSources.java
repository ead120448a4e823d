package dev.millrace.files;

import dev.millrace.files.parquet.ParquetSource;
import dev.millrace.spi.DataSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The data sources that read and write files, by name. */
public final class FileSources {

    private FileSources() {}

    /** Fresh sources: what they cache is theirs. */
    public static Map<String, DataSource> all() {
        Map<String, DataSource> sources = new LinkedHashMap<>();
        for (DataSource source : new DataSource[] {new ParquetSource()}) {
            sources.put(source.name(), source);
        }
        return sources;
    }
}
