package dev.millrace.files;

import dev.millrace.files.csv.CsvSource;
import dev.millrace.files.json.JsonSource;
import dev.millrace.files.parquet.ParquetSource;
import dev.millrace.files.text.TextSource;
import dev.millrace.spi.DataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file formats there are. */
public final class FileSources {

    private FileSources() {}

    /** By name, in a fixed order: new instances, to be kept as long as a session, since Parquet's remembers footers. */
    public static Map<String, DataSource> all() {
        Map<String, DataSource> sources = new LinkedHashMap<>();
        for (DataSource source : List.of(new ParquetSource(), new CsvSource(), new JsonSource(), new TextSource())) {
            sources.put(source.name(), source);
        }
        return sources;
    }
}
