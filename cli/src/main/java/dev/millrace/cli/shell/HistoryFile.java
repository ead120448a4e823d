package dev.millrace.cli.shell;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The file that keeps what was typed, from one shell to the next. Only its owner can read it: statements may hold secrets. */
final class HistoryFile {

    private static final Set<PosixFilePermission> FOR_THE_OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private HistoryFile() {}

    /** {@code $XDG_STATE_HOME/millrace/history} when that is set, else {@code ~/.millrace/history}. */
    static Path usual() {
        String state = System.getenv("XDG_STATE_HOME");
        return state != null && Path.of(state).isAbsolute()
                ? Path.of(state, "millrace", "history")
                : Path.of(System.getProperty("user.home", "."), ".millrace", "history");
    }

    /** Makes the file, and closes it to others when it was open to them; nothing when that is not possible. */
    static Optional<Path> prepare(Path file) {
        try {
            boolean posix = Files.getFileStore(existing(file)).supportsFileAttributeView("posix");
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            try {
                if (posix) {
                    Files.createFile(file, PosixFilePermissions.asFileAttribute(FOR_THE_OWNER));
                } else {
                    Files.createFile(file);
                }
            } catch (FileAlreadyExistsException _) {
                if (posix) {
                    Files.setPosixFilePermissions(file, FOR_THE_OWNER);
                }
            }
            return Files.isWritable(file) ? Optional.of(file) : Optional.empty();
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    private static Path existing(Path file) {
        Path path = file.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}
