package dev.millrace.shuffle.store;

import dev.millrace.shuffle.disk.Disk;
import java.nio.file.Path;
import java.util.List;

/**
 * How a store uses the disk.
 *
 * @param folders    at least one; taken in turn
 * @param disk       where the folders are
 * @param mergeFanIn most runs that are merged at once, at least 2
 */
public record StoreSettings(List<Path> folders, Disk disk, int mergeFanIn) {

    /** Runs that are merged at once, unless said otherwise. */
    public static final int MERGE_FAN_IN = 64;

    public StoreSettings {
        folders = List.copyOf(folders);
        if (folders.isEmpty() || mergeFanIn < 2) {
            throw new IllegalArgumentException(folders + ", fan-in " + mergeFanIn);
        }
    }

    public static StoreSettings of(Path folder) {
        return new StoreSettings(List.of(folder), Disk.fileSystem(), MERGE_FAN_IN);
    }
}
