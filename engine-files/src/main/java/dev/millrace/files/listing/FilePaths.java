package dev.millrace.files.listing;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Paths as users write them: {@code data/x}, {@code /data/x}, {@code file:/data/x}, {@code file:///data/x}. */
public final class FilePaths {

    private FilePaths() {}

    /**
     * The absolute, normalized path.
     *
     * @throws EngineException UNSUPPORTED_FEATURE for another file system ({@code s3://…}), PATH_NOT_FOUND for what cannot be a path
     */
    public static Path of(String text) {
        try {
            return Path.of(local(text)).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw ErrorCondition.PATH_NOT_FOUND.caused(e, "path", text);
        }
    }

    /** The text without {@code file:}. */
    static String local(String text) {
        int colon = text.indexOf(':');
        if (colon < 2 || (text.indexOf('/') >= 0 && text.indexOf('/') < colon)) {
            return text;
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (scheme.equals("file")) {
            String rest = text.substring(colon + 1);
            String path = rest.startsWith("//") ? rest.substring(rest.indexOf('/', 2) < 0 ? rest.length() : rest.indexOf('/', 2)) : rest;
            return path.indexOf('%') < 0 ? path : decoded(path);
        }
        if (text.startsWith("//", colon + 1)) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "The file system " + scheme + ":// of " + text, "advice",
                    "Give a path of the local file system.");
        }
        return text;
    }

    private static String decoded(String path) {
        try {
            String decoded = URI.create("file://" + path).getPath();
            return decoded == null ? path : decoded;
        } catch (IllegalArgumentException e) {
            return path;
        }
    }
}
