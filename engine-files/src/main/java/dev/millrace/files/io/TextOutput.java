package dev.millrace.files.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A text file in writing, record by record: bytes of UTF-8 are gathered and written in the file's character set. */
public final class TextOutput implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final OutputStream stream;
    private final Charset charset;
    private byte[] record = new byte[1024];
    private int length;

    /** @throws IOException also when the file exists */
    public TextOutput(Path path, Compression compression, Charset charset) throws IOException {
        OutputStream file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            this.stream = new BufferedOutputStream(compression.writing(file), BUFFER);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        this.charset = charset;
    }

    public void append(int letter) {
        reserve(1);
        record[length++] = (byte) letter;
    }

    public void append(byte[] bytes, int from, int count) {
        reserve(count);
        System.arraycopy(bytes, from, record, length, count);
        length += count;
    }

    public void append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        append(bytes, 0, bytes.length);
    }

    private void reserve(int count) {
        if (length + count > record.length) {
            record = Arrays.copyOf(record, Math.max(length + count, 2 * record.length));
        }
    }

    /** Writes what was appended. */
    public void endRecord() throws IOException {
        if (charset.equals(StandardCharsets.UTF_8)) {
            stream.write(record, 0, length);
        } else {
            stream.write(new String(record, 0, length, StandardCharsets.UTF_8).getBytes(charset));
        }
        length = 0;
    }

    /** Writes what is buffered; a failure to do so is told here. */
    @Override
    public void close() throws IOException {
        stream.close();
    }
}
