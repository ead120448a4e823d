package dev.millrace.files.io;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compression of a whole text file, known by its name. ZSTD needs {@code --enable-native-access=ALL-UNNAMED} to be silent. */
public enum Compression {
    NONE(""), GZIP(".gz"), ZSTD(".zst");

    private static final int BUFFER = 1 << 16;

    private final String extension;

    Compression(String extension) {
        this.extension = extension;
    }

    /** With its dot. */
    public String extension() {
        return extension;
    }

    /** @throws dev.millrace.error.EngineException UNSUPPORTED_FILE_FEATURE for a file compressed in another way */
    public static Compression ofFile(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz") || name.endsWith(".gzip")) {
            return GZIP;
        }
        if (name.endsWith(".zst") || name.endsWith(".zstd")) {
            return ZSTD;
        }
        for (String other : new String[] {".bz2", ".xz", ".lz4", ".snappy", ".lzo", ".zip", ".br", ".z"}) {
            if (name.endsWith(other)) {
                throw ErrorCondition.UNSUPPORTED_FILE_FEATURE.with("file", path, "feature",
                        "decompression of " + other + " (.gz and .zst can be read)");
            }
        }
        return NONE;
    }

    /** By the value of the option {@code compression}; empty when there is none of that name. */
    public static Optional<Compression> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "none", "uncompressed" -> Optional.of(NONE);
            case "gzip", "gz" -> Optional.of(GZIP);
            case "zstd", "zst" -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }

    InputStream reading(InputStream bytes) throws IOException {
        return switch (this) {
            case NONE -> bytes;
            case GZIP -> new GZIPInputStream(bytes, BUFFER);
            case ZSTD -> Zstandard.reading(bytes);
        };
    }

    OutputStream writing(OutputStream bytes) throws IOException {
        return switch (this) {
            case NONE -> bytes;
            case GZIP -> new GZIPOutputStream(bytes, BUFFER);
            case ZSTD -> Zstandard.writing(bytes);
        };
    }

    /** The only class here that touches zstd-jni, so that its native library is loaded by the first such file and never without one. */
    private static final class Zstandard {
        static InputStream reading(InputStream bytes) throws IOException {
            return new ZstdInputStream(bytes);
        }

        static OutputStream writing(OutputStream bytes) throws IOException {
            return new ZstdOutputStream(bytes);
        }
    }
}
