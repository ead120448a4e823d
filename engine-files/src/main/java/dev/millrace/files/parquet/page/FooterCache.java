package dev.millrace.files.parquet.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Footers of files read lately, shared by planning and tasks of one process. A file is known by path, size and modification
 * time; the least recently used ones go first. Safe for use by many threads.
 *
 * <p>Example: {@code Footer footer = footers.footer(path);}
 */
public final class FooterCache {
    /** A column chunk takes some 200 bytes, so that this many are about 50 MB. */
    private static final long MAX_CHUNKS = 250_000;

    private record Key(Path path, long size, long modified) {}

    private final int capacity;
    private final Map<Key, Footer> footers = new LinkedHashMap<>(16, 0.75f, true);
    private long chunks;

    /** @param capacity most footers that are kept; large ones count as more */
    public FooterCache(int capacity) {
        this.capacity = capacity;
    }

    /**
     * The footer of {@code path}, from the cache when the file is unchanged.
     *
     * @throws dev.millrace.error.EngineException as {@link ParquetFile#open} and {@link Footer#read}
     */
    public Footer footer(Path path) {
        Key key = key(path);
        Footer known = key == null ? null : known(key);
        if (known != null) {
            return known;
        }
        Footer footer;
        try (ParquetFile file = ParquetFile.open(path)) {
            footer = Footer.read(file);
        }
        if (key != null) {
            keep(key, footer);
        }
        return footer;
    }

    private synchronized @Nullable Footer known(Key key) {
        return footers.get(key);
    }

    private synchronized void keep(Key key, Footer footer) {
        Footer before = footers.put(key, footer);
        chunks += chunks(footer) - (before == null ? 0 : chunks(before));
        Iterator<Footer> eldest = footers.values().iterator();
        while (footers.size() > capacity || chunks > MAX_CHUNKS && footers.size() > 1) {
            chunks -= chunks(eldest.next());
            eldest.remove();
        }
    }

    private static long chunks(Footer footer) {
        return (long) footer.rowGroups().size() * footer.schema().leaves();
    }

    private static @Nullable Key key(Path path) {
        try {
            return new Key(path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
        } catch (IOException e) {
            // opening the file will say what is wrong with it
            return null;
        }
    }
}
