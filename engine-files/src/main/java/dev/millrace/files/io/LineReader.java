package dev.millrace.files.io;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.Split;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines that begin in a byte range of a file, without their ends. A line ends with {@code \n}, {@code \r\n} or {@code \r}, or with
 * the separator given. The range of a split begins behind the first line end that ends in it or behind it, so ranges that touch share
 * no line and lose none. A byte order mark is left out.
 *
 * <p>{@code while (lines.next()) { use(lines.bytes(), lines.start(), lines.end()); }}
 */
public final class LineReader implements AutoCloseable {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int INITIAL = 1 << 18;

    private final Split split;
    private final byte[] separator;
    private final MemoryPool pool;
    private final FileInput input;
    private final boolean plain;
    private byte[] buffer;
    private long reserved;
    /** Position in the (decompressed) bytes of {@code buffer[0]}. */
    private long base;
    private int filled;
    private boolean ended;
    private int start;
    private int end;
    private int next;
    private long lines;
    private long recordLine;
    private boolean closed;
    private long bytesRead;

    /** @param separator of lines; empty for the usual ones */
    public LineReader(Split split, Charset charset, byte[] separator, MemoryPool pool) {
        this.split = split;
        this.separator = separator.clone();
        this.pool = pool;
        this.plain = isSplittable(split.path(), charset, separator);
        this.base = firstByte();
        pool.reserve(INITIAL);
        this.reserved = INITIAL;
        this.buffer = new byte[INITIAL];
        FileInput opened;
        try {
            opened = FileInput.open(Path.of(split.path()), base, charset);
        } catch (IOException e) {
            pool.release(reserved);
            throw failure(e);
        } catch (RuntimeException e) {
            pool.release(reserved);
            throw e;
        }
        this.input = opened;
        try {
            begin();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Whether a file can be cut at lines without reading what is before the cut: not when it is compressed or has to be transcoded, nor
     * when separators could overlap, as two of {@code aba} do.
     */
    public static boolean isSplittable(String path, Charset charset, byte[] separator) {
        for (int length = 1; length < separator.length; length++) {
            if (Arrays.equals(separator, 0, length, separator, separator.length - length, separator.length)) {
                return false;
            }
        }
        return Compression.ofFile(path) == Compression.NONE && charset.equals(StandardCharsets.UTF_8);
    }

    /** Where reading begins: so far before the range that a line end just before it is seen. */
    private long firstByte() {
        return plain && split.start() > 0 ? Math.max(0, split.start() - Math.max(1, separator.length)) : 0;
    }

    private void begin() {
        if (plain && split.start() > 0) {
            next();
            lines = 0;
            return;
        }
        boolean more = true;
        while (more && filled < 3) {
            more = fill();
        }
        boolean mark = filled >= 3 && (buffer[0] & 0xff) == 0xef && (buffer[1] & 0xff) == 0xbb && (buffer[2] & 0xff) == 0xbf;
        next = mark ? 3 : 0;
    }

    /**
     * Goes to the next line that begins in the range.
     *
     * @throws EngineException CANNOT_READ_FILE, MEMORY_LIMIT_EXCEEDED for a line longer than the budget
     */
    public boolean next() {
        boolean first = base + next < split.start();
        // a byte order mark belongs to the first line, which so begins in the range even when the range ends within the mark
        long begin = lines == 0 && split.start() == 0 ? 0 : base + next;
        if (!first && plain && begin >= split.start() + split.length()) {
            return false;
        }
        start = next;
        boolean found = scan();
        recordLine = lines;
        return found;
    }

    /** Joins the following line to this one, their line end between them; false when there is none. It may lie beyond the range. */
    public boolean extend() {
        int keep = start;
        int from = next;
        if (from >= filled && !fillKeeping(keep)) {
            return false;
        }
        // filling may have moved the record to the front
        return findEnd(from - (keep - start));
    }

    private boolean scan() {
        return (start < filled || fillKeeping(start)) && findEnd(start);
    }

    /** Finds the line end at or after a position; the last line needs none. */
    private boolean findEnd(int from) {
        int at = from;
        while (true) {
            int found = separator.length == 0 ? lineEnd(at) : separatorAt(at);
            if (found >= 0) {
                end = found;
                lines++;
                return true;
            }
            // a line end may begin in the last bytes that are there
            int again = Math.max(at - start, filled - start - Math.max(1, separator.length - 1));
            if (!fillKeeping(start)) {
                end = filled;
                if (separator.length == 0 && end > start && buffer[end - 1] == '\r') {
                    end--;
                }
                next = filled;
                lines++;
                return true;
            }
            at = start + again;
        }
    }

    /** Position of the next line end, with {@link #next} behind it, or -1 when more bytes are needed to tell. */
    private int lineEnd(int from) {
        int at = from;
        int last = filled - 8;
        while (at <= last) {
            long word = (long) LONG.get(buffer, at);
            long newline = word ^ ONES * '\n';
            long carriage = word ^ ONES * '\r';
            long match = (((newline - ONES) & ~newline) | ((carriage - ONES) & ~carriage)) & HIGHS;
            if (match == 0) {
                at += 8;
                continue;
            }
            return ended(at + (Long.numberOfTrailingZeros(match) >>> 3));
        }
        for (; at < filled; at++) {
            if (buffer[at] == '\n' || buffer[at] == '\r') {
                return ended(at);
            }
        }
        return -1;
    }

    private int ended(int at) {
        if (buffer[at] == '\n') {
            next = at + 1;
            return at;
        }
        if (at + 1 == filled) {
            return -1;
        }
        next = at + (buffer[at + 1] == '\n' ? 2 : 1);
        return at;
    }

    private int separatorAt(int from) {
        for (int at = from; at + separator.length <= filled; at++) {
            if (buffer[at] == separator[0] && Arrays.equals(buffer, at, at + separator.length, separator, 0, separator.length)) {
                next = at + separator.length;
                return at;
            }
        }
        return -1;
    }

    /** Reads more behind what is there, after moving the bytes from {@code keep} on to the front; false at the end. */
    private boolean fillKeeping(int keep) {
        if (ended) {
            return false;
        }
        if (keep > 0) {
            System.arraycopy(buffer, keep, buffer, 0, filled - keep);
            base += keep;
            filled -= keep;
            start -= keep;
            end -= keep;
            next -= keep;
        }
        return fill();
    }

    private boolean fill() {
        if (filled == buffer.length) {
            grow();
        }
        try {
            int count = input.read(buffer, filled, buffer.length - filled);
            bytesRead = input.position() - firstByte();
            if (count < 0) {
                ended = true;
                return false;
            }
            filled += count;
            return true;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void grow() {
        long size = Math.min(2L * buffer.length, Integer.MAX_VALUE - 64);
        if (size == buffer.length) {
            throw ErrorCondition.CANNOT_READ_FILE.with("file", split.path(), "position", "line " + lineNumber(), "detail",
                    "a record is longer than 2 GiB");
        }
        pool.reserve(size);
        buffer = Arrays.copyOf(buffer, (int) size);
        pool.release(reserved);
        reserved = size;
    }

    /** Where the line lies, valid until the next call. */
    public byte[] bytes() {
        return buffer;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /**
     * Number of the first line of the record in its file, from 1 on. Costs a look at the file's beginning when the range does not begin
     * there.
     */
    public long lineNumber() {
        return plain && split.start() > 0 ? recordLine + linesBefore() : recordLine;
    }

    /** Bytes read of the file so far. */
    public long bytesRead() {
        return bytesRead;
    }

    private long linesBefore() {
        Split before = new Split(split.path(), 0, split.start(), split.fileLength(), split.modified(), split.partitionValues());
        try (LineReader reader = new LineReader(before, StandardCharsets.UTF_8, separator, pool)) {
            long count = 0;
            while (reader.next()) {
                count++;
            }
            return count;
        }
    }

    private EngineException failure(IOException cause) {
        return ReadErrors.of(split.path(), "line " + (lines + 1), cause);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        pool.release(reserved);
        try {
            input.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
