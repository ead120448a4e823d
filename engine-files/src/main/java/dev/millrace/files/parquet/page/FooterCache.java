package dev.millrace.files.parquet.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Footers of files read lately, shared by planning and tasks of one process. A file is known by path, size and modification
 * time; the least recently used ones go first. Safe for use by many threads.
 */
public final class FooterCache {
    private record Key(Path path, long size, long modified) {}

    private final Map<Key, Footer> footers;

    /** @param capacity most footers that are kept */
    public FooterCache(int capacity) {
        footers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Footer> eldest) {
                return size() > capacity;
            }
        };
    }

    /**
     * The footer of {@code path}, from the cache when the file is unchanged.
     *
     * @throws dev.millrace.error.EngineException as {@link ParquetFile#open} and {@link Footer#read}
     */
    public Footer footer(Path path) {
        Key key = key(path);
        synchronized (footers) {
            Footer known = key == null ? null : footers.get(key);
            if (known != null) {
                return known;
            }
        }
        Footer footer;
        try (ParquetFile file = ParquetFile.open(path)) {
            footer = Footer.read(file);
        }
        if (key != null) {
            synchronized (footers) {
                footers.put(key, footer);
            }
        }
        return footer;
    }

    private static @org.jspecify.annotations.Nullable Key key(Path path) {
        try {
            return new Key(path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
        } catch (IOException e) {
            // opening the file will say what is wrong with it
            return null;
        }
    }
}
