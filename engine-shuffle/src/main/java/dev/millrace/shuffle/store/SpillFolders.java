package dev.millrace.shuffle.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The folders of a store, taken in turn. One in which writing failed is passed over until all have failed. */
final class SpillFolders {

    private final List<Path> folders;
    private final Set<Path> failed = new HashSet<>();
    private int next;

    SpillFolders(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    int count() {
        return folders.size();
    }

    synchronized Path next() {
        List<Path> usable = new ArrayList<>(folders);
        usable.removeAll(failed);
        return usable.get(next++ % usable.size());
    }

    synchronized void failed(Path folder) {
        failed.add(folder);
        if (failed.containsAll(folders)) {
            failed.clear();
        }
    }
}
