package dev.millrace.files.parquet.page;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An open file, read at positions. Each task opens its own, because interrupting a thread closes the channel it reads.
 *
 * <p>Example: {@code try (ParquetFile file = ParquetFile.open(path)) { file.read(0, bytes, 0, 4); }}
 */
public final class ParquetFile implements AutoCloseable {
    /** The JDK copies heap reads through a native buffer that the thread keeps: this bounds it. */
    private static final int READ_STEP = 1 << 19;

    private final Path path;
    private final FileChannel channel;
    private final long size;

    private ParquetFile(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    /** @throws EngineException PATH_NOT_FOUND or PATH_NOT_READABLE */
    public static ParquetFile open(Path path) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new ParquetFile(path, channel, channel.size());
        } catch (NoSuchFileException e) {
            throw ErrorCondition.PATH_NOT_FOUND.caused(e, "path", path);
        } catch (IOException e) {
            throw ErrorCondition.PATH_NOT_READABLE.caused(e, "path", path, "detail", e);
        }
    }

    public Path path() {
        return path;
    }

    /** Bytes when the file was opened. */
    public long size() {
        return size;
    }

    /**
     * Fills {@code length} bytes from {@code position} of the file. @throws EngineException CANNOT_READ_FILE when it ends before,
     * QUERY_CANCELLED when the thread is interrupted
     */
    public void read(long position, byte[] into, int at, int length) {
        ByteBuffer target = ByteBuffer.wrap(into, at, length);
        long from = position;
        try {
            while (from < position + length) {
                target.limit(at + (int) Math.min(length, from - position + READ_STEP));
                int got = channel.read(target, from);
                if (got < 0) {
                    throw corrupt(from, "the file ends where " + (position + length - from) + " more bytes were expected");
                }
                from += got;
            }
        } catch (ClosedByInterruptException e) {
            // whoever interrupts a task cancels it; the file is fine
            throw ErrorCondition.QUERY_CANCELLED.caused(e, "reason", "");
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_READ_FILE.caused(e, "file", path, "position", "byte " + from, "detail", e);
        }
    }

    /** The error for bytes that contradict the format. */
    public EngineException corrupt(long position, String detail) {
        return ErrorCondition.CANNOT_READ_FILE.with("file", path, "position", "byte " + position, "detail", detail);
    }

    /** The error for what the format allows and this reader does not know. */
    public EngineException unsupported(String feature) {
        return ErrorCondition.UNSUPPORTED_FILE_FEATURE.with("file", path, "feature", feature);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw ErrorCondition.PATH_NOT_READABLE.caused(e, "path", path, "detail", e);
        }
    }
}
