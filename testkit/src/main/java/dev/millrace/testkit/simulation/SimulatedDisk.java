package dev.millrace.testkit.simulation;

import dev.millrace.shuffle.disk.Disk;
import dev.millrace.shuffle.disk.DiskFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Files in memory on a disk that gets full, tears what is written, and forgets or changes bits. */
final class SimulatedDisk implements Disk {

    private final Dice dice;
    private final Faults faults;
    private final Map<Path, SimulatedFile> files = new TreeMap<>();
    private boolean failedWriting;

    SimulatedDisk(Dice dice, Faults faults) {
        this.dice = dice;
        this.faults = faults;
    }

    /** Names of the files there are. */
    Iterable<Path> files() {
        return files.keySet();
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** True when something could not be written since this was asked last. */
    boolean failedWriting() {
        boolean failed = failedWriting;
        failedWriting = false;
        return failed;
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        failWhenFull();
        SimulatedFile file = new SimulatedFile(path);
        if (files.putIfAbsent(path, file) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return file;
    }

    @Override
    public void force(Path folder) throws IOException {
        failWhenFull();
    }

    private void failWhenFull() throws IOException {
        if (faults.strikes(Faults.Kind.DISK_FULL, 8)) {
            failedWriting = true;
            throw new IOException("No space left on device");
        }
    }

    private final class SimulatedFile implements DiskFile {

        private Path path;
        private byte[] bytes = {};
        private int length;

        SimulatedFile(Path path) {
            this.path = path;
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            int count = source.remaining();
            boolean torn = faults.strikes(Faults.Kind.DISK_FULL, 8);
            int written = torn ? dice.below(count + 1) : count;
            byte[] given = new byte[count];
            source.get(given);
            put(given, written, Math.toIntExact(offset));
            if (torn) {
                failedWriting = true;
                throw new IOException("No space left on device");
            }
        }

        private void put(byte[] source, int count, int offset) {
            int end = offset + count;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
            }
            System.arraycopy(source, 0, bytes, offset, count);
            length = Math.max(length, end);
        }

        @Override
        public void read(ByteBuffer target, long offset) throws IOException {
            if (faults.strikes(Faults.Kind.DISK_ERROR, 10)) {
                throw new IOException("Input/output error");
            }
            int count = target.remaining();
            if (offset + count > length) {
                throw new EOFException(path + " has " + length + " bytes");
            }
            if (count > 0 && faults.strikes(Faults.Kind.BIT_FLIPPED, 20)) {
                bytes[(int) offset + dice.below(count)] ^= (byte) (1 << dice.below(8));
            }
            target.put(bytes, (int) offset, count);
        }

        @Override
        public void copy(DiskFile from, long offset, long count, long to) throws IOException {
            ByteBuffer part = ByteBuffer.allocate(Math.toIntExact(count));
            from.read(part, offset);
            write(part.flip(), to);
        }

        @Override
        public void force() throws IOException {
            failWhenFull();
        }

        @Override
        public void rename(Path to) throws IOException {
            failWhenFull();
            files.remove(path);
            path = to;
            files.put(to, this);
        }

        /** Nothing is held in a system here. */
        @Override
        public void park() {}

        @Override
        public void close() {
            files.remove(path, this);
        }
    }
}
