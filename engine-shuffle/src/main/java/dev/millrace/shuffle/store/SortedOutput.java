package dev.millrace.shuffle.store;

import dev.millrace.shuffle.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole map output on disk: its data file and its index. Guarded by the output's lock. */
final class SortedOutput implements AutoCloseable {

    private final OutputId output;
    private final DataFile data;
    private final DiskFile indexFile;
    private final int indexBytes;
    private @Nullable ShuffleIndex index;

    SortedOutput(OutputId output, DataFile data, DiskFile indexFile, int indexBytes) {
        this.output = output;
        this.data = data;
        this.indexFile = indexFile;
        this.indexBytes = indexBytes;
    }

    /** Where the blocks of a partition lie. The index is read once. */
    List<StoredBlock> blocks(int partition) throws IOException {
        ShuffleIndex known = index;
        if (known == null) {
            ByteBuffer bytes = ByteBuffer.allocate(indexBytes);
            indexFile.read(bytes, 0);
            indexFile.park();
            known = ShuffleIndex.read(bytes.flip(), output, data.length());
            index = known;
        }
        List<StoredBlock> blocks = new ArrayList<>();
        for (BlockPlace place : known.blocks(partition)) {
            blocks.add(new StoredBlock.OnDisk(data, place));
        }
        return blocks;
    }

    /** Gives back what the open files hold in the system. */
    void park() throws IOException {
        data.park();
    }

    /** Deletes the files. */
    @Override
    public void close() throws IOException {
        try {
            data.close();
        } finally {
            indexFile.close();
        }
    }
}
