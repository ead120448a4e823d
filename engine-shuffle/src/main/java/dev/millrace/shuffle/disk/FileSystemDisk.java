package dev.millrace.shuffle.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files of the default file system. */
final class FileSystemDisk implements Disk {

    private static final int TRIES = 10;

    @Override
    public DiskFile create(Path path) throws IOException {
        for (int i = 1;; i++) {
            createFolders(path.getParent());
            try {
                return new SteadyFile(path,
                        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
            } catch (NoSuchFileException e) {
                // The last file of the folder was deleted just now, and the folder with it.
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Makes a folder and those above it, where they are missing, so that only their owner can enter. */
    static void createFolders(Path folder) throws IOException {
        Files.createDirectories(folder, ownerOnly(folder));
    }

    /** Makes a folder that only its owner can enter; false when there is something of this name. */
    static boolean createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, ownerOnly(folder));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }
}
