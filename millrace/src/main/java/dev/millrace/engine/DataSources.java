package dev.millrace.engine;

import dev.millrace.files.FileSources;
import dev.millrace.spi.DataSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The data sources there are: our own, then those of the application. */
final class DataSources {

    private DataSources() {}

    static Map<String, DataSource> all() {
        Map<String, DataSource> sources = new LinkedHashMap<>(FileSources.all());
        for (DataSource source : ServiceLoader.load(DataSource.class)) {
            sources.putIfAbsent(source.name(), source);
        }
        return sources;
    }
}
