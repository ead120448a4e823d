package dev.millrace.files.listing;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.listing.FoundFile.FolderValue;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects the files below some roots. */
final class FolderWalk {

    /** A path with more folders than this goes in circles. */
    private static final int MAX_DEPTH = 128;

    private final boolean recursive;
    private final Optional<Pattern> names;
    private final List<FoundFile> found = new ArrayList<>();

    FolderWalk(boolean recursive, Optional<Pattern> names) {
        this.recursive = recursive;
        this.names = names;
    }

    List<FoundFile> found() {
        return found;
    }

    /** @param base the folder from which on folder names are partition values, the root itself when there is none */
    void add(Path root, Optional<Path> base) {
        List<FolderValue> folders = new ArrayList<>();
        if (base.isPresent()) {
            Path between = base.get().relativize(root);
            for (Path part : between) {
                folderValue(part).ifPresent(folders::add);
            }
        }
        if (Files.isDirectory(root)) {
            walk(root, folders, 0);
        } else {
            addFile(root, folders);
        }
    }

    private void walk(Path folder, List<FolderValue> folders, int depth) {
        if (depth > MAX_DEPTH) {
            throw ErrorCondition.PATH_NOT_READABLE.caused(new FileSystemLoopException(folder.toString()), "path", folder, "detail",
                    "its folders contain each other");
        }
        for (Path child : children(folder)) {
            if (Files.isDirectory(child)) {
                Optional<FolderValue> value = folderValue(child.getFileName());
                if (recursive && !isHidden(child)) {
                    walk(child, folders, depth + 1);
                } else if (!recursive && value.isPresent()) {
                    List<FolderValue> deeper = new ArrayList<>(folders);
                    deeper.add(value.get());
                    walk(child, deeper, depth + 1);
                }
            } else if (!isHidden(child) && names.map(pattern -> pattern.matcher(child.getFileName().toString()).matches()).orElse(true)) {
                addFile(child, folders);
            }
        }
    }

    private void addFile(Path file, List<FolderValue> folders) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!Files.isReadable(file)) {
                throw ErrorCondition.PATH_NOT_READABLE.with("path", file, "detail", "permission denied");
            }
            found.add(new FoundFile(file, attributes.size(), attributes.lastModifiedTime().toMillis(), List.copyOf(folders)));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** A name that begins with {@code _} or {@code .}; a partition folder of a column with such a name is none. */
    static boolean isHidden(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") || (name.startsWith("_") && name.indexOf('=') < 0);
    }

    private static Optional<FolderValue> folderValue(Path folder) {
        String name = folder.toString();
        int equals = name.indexOf('=');
        return equals <= 0 || name.startsWith(".") ? Optional.empty()
                : Optional.of(new FolderValue(PartitionFolder.unescape(name.substring(0, equals)),
                        PartitionFolder.unescape(name.substring(equals + 1))));
    }

    /** What is in a folder, by name. */
    static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (NotDirectoryException | NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw failure(folder, e.getCause());
        } catch (IOException e) {
            throw failure(folder, e);
        }
        Collections.sort(children);
        return children;
    }

    private static EngineException failure(Path path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return ErrorCondition.PATH_NOT_FOUND.caused(cause, "path", path);
        }
        String detail = cause instanceof AccessDeniedException ? "permission denied" : String.valueOf(cause.getMessage());
        return ErrorCondition.PATH_NOT_READABLE.caused(cause, "path", path, "detail", detail);
    }
}
