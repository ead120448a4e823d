package dev.millrace.files.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The decompressed bytes of a file in UTF-8, from a position on. Counts what is read of the file itself. */
public final class FileInput extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final InputStream bytes;
    private long endPosition;

    private FileInput(FileChannel channel, InputStream bytes) {
        this.channel = channel;
        this.bytes = bytes;
    }

    /** @param start first byte; 0 for a compressed or transcoded file */
    public static FileInput open(Path path, long start, Charset charset) throws IOException {
        Compression compression = Compression.ofFile(path.toString());
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            channel.position(start);
            InputStream stored = Channels.newInputStream(channel);
            InputStream plain = channel.size() == 0 ? stored : compression.reading(stored);
            return new FileInput(channel, charset.equals(StandardCharsets.UTF_8) ? plain : new Transcoded(plain, charset));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Bytes read of the file, before decompression. */
    public long position() throws IOException {
        return channel.isOpen() ? channel.position() : endPosition;
    }

    @Override
    public int read() throws IOException {
        return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        return bytes.read(into, from, length);
    }

    @Override
    public void close() throws IOException {
        endPosition = position();
        try {
            bytes.close();
        } finally {
            channel.close();
        }
    }

    /** Text of another character set, as UTF-8. */
    private static final class Transcoded extends InputStream {
        private final Reader reader;
        private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private final CharBuffer letters = CharBuffer.allocate(BUFFER / 4);
        private final ByteBuffer encoded = ByteBuffer.allocate(BUFFER);
        private boolean ended;

        Transcoded(InputStream bytes, Charset charset) {
            this.reader = new BufferedReader(new InputStreamReader(bytes, charset), BUFFER / 4);
            encoded.flip();
            letters.flip();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            while (!encoded.hasRemaining()) {
                if (ended) {
                    return -1;
                }
                letters.compact();
                ended = reader.read(letters) < 0;
                letters.flip();
                encoded.clear();
                encoder.encode(letters, encoded, ended);
                encoded.flip();
            }
            int count = Math.min(length, encoded.remaining());
            encoded.get(into, from, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
