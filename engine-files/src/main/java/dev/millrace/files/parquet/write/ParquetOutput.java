package dev.millrace.files.parquet.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** A new file as Parquet's writer wants it; headers are gathered, pages written as they are. */
final class ParquetOutput implements OutputFile {

    private final Path path;
    private @Nullable OutputStream stream;

    ParquetOutput(Path path) {
        this.path = path;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        OutputStream opened = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        stream = opened;
        return new Counted(opened);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return path.toString();
    }

    /** Closes the file without a footer. */
    void discard() throws IOException {
        OutputStream open = stream;
        if (open != null) {
            open.close();
        }
    }

    private static final class Counted extends PositionOutputStream {
        private static final int BUFFER = 1 << 16;

        private final OutputStream stream;
        private final byte[] buffer = new byte[BUFFER];
        private int buffered;
        private long written;

        Counted(OutputStream stream) {
            this.stream = stream;
        }

        @Override
        public long getPos() {
            return written + buffered;
        }

        @Override
        public void write(int value) throws IOException {
            if (buffered == BUFFER) {
                flush();
            }
            buffer[buffered++] = (byte) value;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (length > BUFFER - buffered) {
                flush();
            }
            if (length > BUFFER) {
                stream.write(bytes, from, length);
                written += length;
            } else {
                System.arraycopy(bytes, from, buffer, buffered, length);
                buffered += length;
            }
        }

        @Override
        public void flush() throws IOException {
            int count = buffered;
            buffered = 0;
            written += count;
            stream.write(buffer, 0, count);
        }

        @Override
        public void close() throws IOException {
            try (OutputStream closed = stream) {
                flush();
                closed.flush();
            }
        }
    }
}
