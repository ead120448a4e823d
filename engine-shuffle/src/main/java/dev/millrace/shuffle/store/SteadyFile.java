package dev.millrace.shuffle.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that several tasks use. The JDK closes a file channel for everybody when one thread that uses it is interrupted, as a cancelled
 * task's is; then this file is opened again and the access repeated. The thread stays interrupted. Written by one thread at a time, read by
 * any.
 */
final class SteadyFile implements WritableByteChannel {

    private final Path path;
    private volatile FileChannel channel;
    private volatile boolean closed;
    private long position;

    private SteadyFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** A new file; there must be none of this name. */
    static SteadyFile create(Path path) throws IOException {
        return new SteadyFile(path,
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Where the next byte is written. */
    long position() {
        return position;
    }

    /** Goes back: what is written next takes the place of what was written behind. */
    void position(long newPosition) {
        position = newPosition;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int first = bytes.position();
        long start = position;
        access((file, _) -> {
            while (bytes.hasRemaining()) {
                file.write(bytes, start + bytes.position() - first);
            }
        });
        int count = bytes.position() - first;
        position += count;
        return count;
    }

    /** Fills the buffer from {@code offset} on. */
    void read(ByteBuffer bytes, long offset) throws IOException {
        int first = bytes.position();
        access((file, name) -> {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, offset + bytes.position() - first) < 0) {
                    throw new EOFException("the file " + name + " ends inside a block");
                }
            }
        });
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    /** Closes and deletes the file. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
        Files.deleteIfExists(path);
    }

    /** Part of an access; repeated, it goes on where it was. */
    private interface Access {
        void to(FileChannel file, Path path) throws IOException;
    }

    private void access(Access access) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel file = channel;
                try {
                    access.to(file, path);
                    return;
                } catch (AsynchronousCloseException e) {
                    interrupted |= Thread.interrupted();
                    reopen(file, e);
                } catch (ClosedChannelException e) {
                    reopen(file, e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(FileChannel broken, ClosedChannelException cause) throws IOException {
        if (closed) {
            throw cause;
        }
        if (channel == broken) {
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
    }
}
