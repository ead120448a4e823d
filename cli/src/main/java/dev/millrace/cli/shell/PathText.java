package dev.millrace.cli.shell;

import dev.millrace.spi.SqlParser;
import dev.millrace.spi.SqlParser.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Paths that are being typed. */
final class PathText {

    private static final int MOST_ENTRIES = 1000;

    private PathText() {}

    /** What stands between the opening quote and the cursor, when the cursor is inside quotes. */
    static Optional<String> before(String line, int cursor, SqlParser sql) {
        for (Token token : sql.tokens(line)) {
            boolean inside = token.start() < cursor && (cursor < token.end() || token.kind() == SqlParser.TokenKind.UNFINISHED);
            if (inside && "'\"`".indexOf(line.charAt(token.start())) >= 0) {
                return Optional.of(line.substring(token.start() + 1, cursor));
            }
        }
        return Optional.empty();
    }

    /** Names in the folder that {@code typed} is in, folders with a slash at their end; hidden ones only when a dot was typed. */
    static List<String> entries(String typed) {
        int slash = typed.lastIndexOf('/');
        String folder = slash < 0 ? "." : slash == 0 ? "/" : typed.substring(0, slash);
        if (folder.equals("~") || folder.startsWith("~/")) {
            return List.of();
        }
        boolean hidden = typed.startsWith(".", slash + 1);
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder))) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (names.size() < MOST_ENTRIES && name.startsWith(".") == hidden) {
                    names.add(Files.isDirectory(entry) ? name + "/" : name);
                }
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException | InvalidPathException e) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }
}
