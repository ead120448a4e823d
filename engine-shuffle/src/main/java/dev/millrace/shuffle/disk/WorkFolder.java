package dev.millrace.shuffle.disk;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A folder for the temporary files of one engine: {@code millrace-<process>-<name>} or that with a number, locked as long as the engine
 * lives and deleted at its end. What a killed process left is deleted by the next one that opens a folder beside it.
 *
 * <p>{@code try (WorkFolder folder = WorkFolder.open(parent, "local")) { … folder.path() … }}
 */
public final class WorkFolder implements AutoCloseable {

    private static final String PREFIX = "millrace-";
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel channel;

    private WorkFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes a new folder and sweeps those beside it that nobody uses any more.
     *
     * @param name says what the engine is
     * @throws EngineException CANNOT_WRITE_FILE
     */
    public static WorkFolder open(Path parent, String name) {
        try {
            while (true) {
                Path path = create(parent, ownPrefix() + name);
                FileChannel channel = lock(path);
                if (channel != null) {
                    sweepBeside(path);
                    return new WorkFolder(path, channel);
                }
            }
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", parent, "detail", "temporary files cannot be put there: " + e + ".");
        }
    }

    private static Path create(Path parent, String name) throws IOException {
        FileSystemDisk.createFolders(parent);
        Path path = parent.resolve(name);
        for (int i = 2; !FileSystemDisk.createFolder(path); i++) {
            path = parent.resolve(name + "-" + i);
        }
        return path;
    }

    private static String ownPrefix() {
        return PREFIX + ProcessHandle.current().pid() + "-";
    }

    /** Null when another process, that took the new folder for an old one, was just deleting it. */
    private static @Nullable FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null && Files.exists(path.resolve(LOCK))) {
                return channel;
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    public Path path() {
        return path;
    }

    /**
     * Deletes the folder with all that is in it; a second time does nothing.
     *
     * @throws EngineException CANNOT_WRITE_FILE
     */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            delete(path);
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", path, "detail", "temporary files cannot be deleted: " + e + ".");
        } finally {
            unlock();
        }
    }

    private void unlock() {
        try {
            channel.close();
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", path, "detail", "it cannot be unlocked: " + e + ".");
        }
    }

    /** Not the folders of this process: to open and close a locked file would give up its lock. Another user's folder stays. */
    private static void sweepBeside(Path own) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(own.getParent(), PREFIX + "*")) {
            for (Path folder : folders) {
                if (!folder.getFileName().toString().startsWith(ownPrefix()) && Files.isWritable(folder)) {
                    sweep(folder);
                }
            }
        }
    }

    private static void sweep(Path folder) {
        Path file = folder.resolve(LOCK);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
            if (lock != null) {
                delete(folder);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Without a lock nothing says that its process has gone; or another sweeps it at the same time.
            return;
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
