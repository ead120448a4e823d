package dev.millrace.shuffle.store;

import dev.millrace.columnar.ArrowMessages;
import dev.millrace.columnar.ArrowStreamWriter;
import dev.millrace.columnar.Block;
import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.NativeBuffer;
import dev.millrace.shuffle.disk.DiskFile;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Blocks of one map output on disk: an Arrow IPC stream, to which blocks are added and from which each can be read by its place. Written by
 * one thread at a time, read by any.
 */
final class DataFile implements AutoCloseable {

    private static final int PREFIX = 8;
    private static final long PIECE = 1L << 30;

    private final OutputId output;
    private final Schema schema;
    private final Path folder;
    private final DiskFile file;
    private final ArrowStreamWriter writer;
    private final int level;
    private CRC32C checksum = new CRC32C();
    private long position;
    private int runs;
    private boolean broken;

    /**
     * @param folder which of the store's folders it is in
     * @param level  0 for what is written from memory, n + 1 for merged files of level n
     */
    DataFile(OutputId output, Schema schema, Path folder, DiskFile file, int level) throws IOException {
        this.output = output;
        this.schema = schema;
        this.folder = folder;
        this.file = file;
        this.level = level;
        this.writer = new ArrowStreamWriter(new Sink(), schema);
    }

    Path folder() {
        return folder;
    }

    int level() {
        return level;
    }

    /** Runs that are complete. */
    int runs() {
        return runs;
    }

    void endRun() {
        runs++;
    }

    /** Whether writing has failed once: what was written stays readable, more is written elsewhere. */
    boolean broken() {
        return broken;
    }

    void setBroken() {
        broken = true;
    }

    /** Bytes written. */
    long length() {
        return position;
    }

    /** Adds a block. When it fails, the next one takes the place. */
    BlockPlace add(int partition, Block block) throws IOException {
        long offset = position;
        checksum = output.checksum(partition);
        try {
            writer.write(block);
        } catch (IOException | RuntimeException | Error e) {
            position = offset;
            throw e;
        }
        return new BlockPlace(offset, block.bytes(), (int) (position - offset - block.bytes()), block.rows(), (int) checksum.getValue());
    }

    /** Adds what lies between two offsets of another file; returns where it begins here. */
    long add(DataFile from, long start, long end) throws IOException {
        long offset = position;
        file.copy(from.file, start, end - start, offset);
        position = offset + end - start;
        return offset;
    }

    /** Writes the end marker and gives the file its name. */
    void finish(Path name, boolean force) throws IOException {
        writer.close();
        if (force) {
            file.force();
        }
        file.rename(name);
    }

    /** Reads a block; several threads may. The caller releases it. */
    Block read(int partition, BlockPlace place, MemoryPool memory) throws IOException {
        if (place.metadata() < PREFIX) {
            throw new StreamCorruptedException("the place of a block in " + file + " is damaged");
        }
        byte[] message = new byte[place.metadata()];
        file.read(ByteBuffer.wrap(message), place.offset());
        NativeBuffer body = memory.allocate(place.body());
        try {
            CRC32C found = output.checksum(partition);
            found.update(message);
            for (long at = 0; at < place.body(); at += PIECE) {
                ByteBuffer piece = body.segment().asSlice(at, Math.min(PIECE, place.body() - at)).asByteBuffer();
                file.read(piece, place.offset() + place.metadata() + at);
                found.update(piece.flip());
            }
            if ((int) found.getValue() != place.checksum()) {
                throw new StreamCorruptedException("the checksum of the block at byte " + place.offset() + " of " + file + " is wrong");
            }
            Block block = ArrowMessages.block(Arrays.copyOfRange(message, PREFIX, message.length), schema, body);
            if (block.rows() != place.rows()) {
                throw new StreamCorruptedException("a block of " + block.rows() + " rows where " + place.rows() + " should be in " + file);
            }
            return block;
        } catch (IOException | RuntimeException | Error e) {
            body.close();
            throw e;
        }
    }

    /** Gives back what the open file holds in the system. */
    void park() throws IOException {
        file.park();
    }

    /** Deletes the file. */
    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Counts and checks what the writer writes. */
    private final class Sink implements WritableByteChannel {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = bytes.remaining();
            checksum.update(bytes.duplicate());
            file.write(bytes, position);
            position += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // The file stays open for its readers.
        }
    }
}
