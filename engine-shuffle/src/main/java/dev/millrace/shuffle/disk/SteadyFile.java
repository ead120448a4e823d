package dev.millrace.shuffle.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that several tasks use. The JDK closes a file channel for everybody when one thread that uses it is interrupted, as a cancelled
 * task's is; then this file is opened again and the access repeated. The thread stays interrupted.
 */
final class SteadyFile implements DiskFile {

    /** Guarded by this. */
    private Path path;
    private volatile @Nullable FileChannel channel;
    private volatile boolean closed;

    SteadyFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public void write(ByteBuffer bytes, long offset) throws IOException {
        int first = bytes.position();
        access(file -> {
            while (bytes.hasRemaining()) {
                file.write(bytes, offset + bytes.position() - first);
            }
        });
    }

    @Override
    public void read(ByteBuffer bytes, long offset) throws IOException {
        int first = bytes.position();
        access(file -> {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, offset + bytes.position() - first) < 0) {
                    throw new EOFException("the file " + this + " ends inside a block");
                }
            }
        });
    }

    @Override
    public void copy(DiskFile from, long offset, long length, long to) throws IOException {
        SteadyFile source = (SteadyFile) from;
        long[] copied = {0};
        access(target -> {
            FileChannel file = source.opened();
            while (copied[0] < length) {
                target.position(to + copied[0]);
                long count = file.transferTo(offset + copied[0], length - copied[0], target);
                if (count <= 0) {
                    throw new EOFException("the file " + from + " ends inside a block");
                }
                copied[0] += count;
            }
        });
    }

    @Override
    public void force() throws IOException {
        access(file -> file.force(true));
    }

    @Override
    public synchronized void rename(Path to) throws IOException {
        Files.move(path, to, StandardCopyOption.ATOMIC_MOVE);
        path = to;
    }

    @Override
    public synchronized void park() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            park();
        } finally {
            Files.deleteIfExists(path);
        }
        try {
            Files.deleteIfExists(path.getParent());
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return;
        }
    }

    @Override
    public synchronized String toString() {
        return path.toString();
    }

    /** Part of an access; repeated, it goes on where it was. */
    private interface Access {
        void to(FileChannel file) throws IOException;
    }

    private void access(Access access) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    access.to(opened());
                    return;
                } catch (ClosedChannelException e) {
                    // By an interrupt of this thread or of another one; opened again, unless the file itself is closed.
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized FileChannel opened() throws IOException {
        if (closed) {
            throw new IOException("the file " + path + " has been deleted");
        }
        FileChannel open = channel;
        if (open == null || !open.isOpen()) {
            open = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }
}
