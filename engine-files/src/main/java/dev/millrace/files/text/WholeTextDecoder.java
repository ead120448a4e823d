package dev.millrace.files.text;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.io.FileInput;
import dev.millrace.files.io.ReadErrors;
import dev.millrace.files.records.RecordDecoder;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.Split;
import dev.millrace.types.DataType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file as one row. What grows while it is read is counted at once. */
final class WholeTextDecoder implements RecordDecoder {

    private static final int INITIAL = 1 << 16;

    private final Split split;
    private final Charset charset;
    private final int columns;
    private final MemoryPool pool;
    private byte[] bytes = {};
    private int length;
    private long reserved;
    private boolean read;
    private int rows;

    WholeTextDecoder(Split split, Charset charset, int columns, MemoryPool pool) {
        this.split = split;
        this.charset = charset;
        this.columns = columns;
        this.pool = pool;
    }

    @Override
    public void begin() {
        rows = 0;
    }

    @Override
    public boolean next() {
        if (read) {
            return false;
        }
        read = true;
        grow(INITIAL);
        try (FileInput input = FileInput.open(Path.of(split.path()), 0, charset)) {
            for (int count = input.read(bytes, 0, bytes.length); count >= 0; count = input.read(bytes, length, bytes.length - length)) {
                length += count;
                if (length == bytes.length) {
                    grow(2L * length);
                }
            }
        } catch (IOException e) {
            throw ReadErrors.of(split.path(), "byte " + length, e);
        }
        rows = 1;
        return true;
    }

    private void grow(long size) {
        if (size > Integer.MAX_VALUE - 64) {
            throw ErrorCondition.CANNOT_READ_FILE.with("file", split.path(), "position", "byte " + length, "detail",
                    "it is too long for one value");
        }
        pool.reserve(size);
        bytes = Arrays.copyOf(bytes, (int) size);
        pool.release(reserved);
        reserved = size;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long heldBytes() {
        return 0;
    }

    @Override
    public List<Vector> build() {
        List<Vector> vectors = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            vectors.add(new BytesVector(DataType.STRING, bytes, new int[] {0}, new int[] {length}, 1, null));
        }
        return vectors;
    }

    @Override
    public long bytesRead() {
        return read ? split.fileLength() : 0;
    }

    @Override
    public void close() {
        pool.release(reserved);
        reserved = 0;
    }
}
