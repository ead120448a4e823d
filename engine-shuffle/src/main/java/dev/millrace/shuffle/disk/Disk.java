package dev.millrace.shuffle.disk;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes files. The one there is keeps them in the file system, see {@link #fileSystem()}; a simulated one may fail as disks do.
 *
 * <p>{@code DiskFile file = disk.create(folder.resolve("a.tmp")); file.write(bytes, 0); file.rename(folder.resolve("a"));}
 */
public interface Disk {

    /** A new file, open for reading and writing; there must be none of this name. Missing folders are made, for their owner only. */
    DiskFile create(Path path) throws IOException;

    /** Returns when what was created and renamed in a folder would survive a loss of power. */
    void force(Path folder) throws IOException;

    /** The disk of this machine. */
    static Disk fileSystem() {
        return new FileSystemDisk();
    }
}
