package dev.millrace.files.parquet.page;

import static dev.millrace.files.parquet.bytes.LittleEndian.SLACK;
import static dev.millrace.files.parquet.bytes.LittleEndian.intAt;

import dev.millrace.error.EngineException;
import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.codec.PageDecompressor;
import dev.millrace.memory.MemoryPool;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column chunk, one at a time. {@link #advance} reads no more than the next header; the page itself is read
 * and decompressed by {@link #load}, so a page that nobody wants costs its header.
 *
 * <p>Buffers are counted in the task's pool and kept from chunk to chunk: {@link #open} starts another chunk.
 */
public final class ColumnPages implements AutoCloseable {
    private static final int READ_AHEAD = 1 << 18;
    private static final int SKIP_AHEAD = 1 << 12;
    private static final int FIRST_HEADER_BYTES = 1 << 10;
    private static final int MAX_HEADER = 1 << 24;

    private final ParquetFile file;
    private final CountedBytes window;
    private final CountedBytes page;
    private final PageDecompressor decompressor = new PageDecompressor();
    private final CRC32 crc = new CRC32();
    private String column = "";
    private CompressionCodec codec = CompressionCodec.UNCOMPRESSED;
    private long dataEnd;
    private long chunkEnd;
    private long bytesRead;
    /** File position of the window's first byte, and how many bytes it holds. */
    private long windowStart;
    private int windowLength;
    /** File position of the next header. */
    private long next;
    private long headerAt;
    private @Nullable PageHeader header;

    public ColumnPages(ParquetFile file, MemoryPool pool) {
        this.file = file;
        this.window = new CountedBytes(pool);
        this.page = new CountedBytes(pool);
    }

    /**
     * Starts at the first page of {@code chunk}.
     *
     * @param name for errors
     * @throws EngineException UNSUPPORTED_FILE_FEATURE when the chunk is encrypted, in another file or of an unknown codec
     */
    public void open(ColumnChunk chunk, String name, long fileSize) {
        column = name;
        if (chunk.obstacle() != null) {
            throw file.unsupported(chunk.obstacle() + " (" + name + ")");
        }
        codec = chunk.codec();
        if (!PageDecompressor.supports(codec)) {
            throw file.unsupported("the compression codec " + codec + " of column " + name);
        }
        long first = chunk.firstByte();
        dataEnd = fileSize;
        chunkEnd = Math.min(fileSize, first + chunk.compressedSize());
        next = first;
        windowStart = first;
        windowLength = 0;
        header = null;
    }

    /**
     * Reads the next header.
     *
     * @param wanted whether the page behind it is likely to be loaded, so that reading ahead pays
     * @return the kind of page; kinds that are not known are passed over
     * @throws EngineException CANNOT_READ_FILE when there is no further page
     */
    public PageType advance(boolean wanted) {
        while (true) {
            headerAt = next;
            PageHeader found = readHeader(wanted ? READ_AHEAD : SKIP_AHEAD);
            header = found;
            next = headerAt + found.headerLength() + found.compressedSize();
            if (next > dataEnd) {
                throw corrupt(headerAt, "a page of " + found.compressedSize() + " bytes reaches beyond the data");
            }
            if (found.type() != null && found.type() != PageType.INDEX_PAGE) {
                return found.type();
            }
        }
    }

    private PageHeader readHeader(int readAhead) {
        int wanted = FIRST_HEADER_BYTES;
        while (true) {
            int available = (int) Math.min(wanted, dataEnd - headerAt);
            if (available <= 0) {
                throw corrupt(headerAt, "the column chunk ends before its last value");
            }
            byte[] bytes = ensure(headerAt, available, readAhead);
            int from = (int) (headerAt - windowStart);
            // all that is in the window may be looked at, not only what was asked for
            int end = (int) Math.min(windowLength, dataEnd - windowStart);
            try {
                return PageHeader.read(bytes, from, end);
            } catch (CompactReader.EndOfBytes e) {
                if (end - from >= dataEnd - headerAt || end - from >= MAX_HEADER) {
                    throw corrupt(headerAt, "the page header does not end");
                }
                wanted = Math.max(end - from, wanted) * 4;
            } catch (CorruptDataException e) {
                throw corrupt(headerAt, e.getMessage());
            }
        }
    }

    /** Makes the window hold {@code length} bytes from file position {@code position} on. */
    private byte[] ensure(long position, int length, int readAhead) {
        long from = position - windowStart;
        if (from >= 0 && from + length <= windowLength) {
            return window.bytes();
        }
        int kept = from >= 0 && from < windowLength ? (int) (windowLength - from) : 0;
        byte[] bytes = window.bytes();
        if (kept > 0) {
            System.arraycopy(bytes, (int) from, bytes, 0, kept);
        }
        windowStart = position;
        windowLength = kept;
        long ahead = Math.max(position + length, Math.min(chunkEnd, position + readAhead));
        int total = (int) (Math.min(ahead, dataEnd) - position);
        bytes = window.grownTo(Math.max(total, length), kept);
        file.read(position + kept, bytes, kept, total - kept);
        bytesRead += total - kept;
        windowLength = total;
        return bytes;
    }

    /** Values of the current page, nulls included; entries when it is a dictionary. */
    public int values() {
        return header().values();
    }

    /** Rows of the current page when its header says so (V2), else -1. */
    public int rows() {
        return header().rows();
    }

    /**
     * Reads and decompresses the current page. Its bytes are valid until the next call of {@link #advance} or {@link #open}.
     *
     * @param maxDefinition highest definition level of the column
     * @throws EngineException CANNOT_READ_FILE when the page is corrupt
     */
    public Page load(int maxDefinition, int maxRepetition) {
        PageHeader current = header();
        long bodyAt = headerAt + current.headerLength();
        byte[] raw = ensure(bodyAt, current.compressedSize(), READ_AHEAD);
        int from = (int) (bodyAt - windowStart);
        checkCrc(current, raw, from);
        try {
            return current.type() == PageType.DATA_PAGE_V2 ? v2(current, raw, from, maxDefinition, maxRepetition)
                    : v1(current, raw, from, maxDefinition, maxRepetition);
        } catch (CorruptDataException e) {
            throw corrupt(headerAt, e.getMessage());
        }
    }

    private Page v1(PageHeader current, byte[] raw, int from, int maxDefinition, int maxRepetition) {
        byte[] bytes = raw;
        int at = from;
        int length = current.uncompressedSize();
        if (codec == CompressionCodec.UNCOMPRESSED) {
            requireSame(current.compressedSize(), length);
        } else {
            bytes = decompressed(raw, from, current.compressedSize(), 0, length);
            at = 0;
        }
        if (current.type() == PageType.DICTIONARY_PAGE) {
            return Page.dictionary(current, bytes, at, at + length);
        }
        return Page.v1(current, bytes, at, at + length, maxDefinition, maxRepetition);
    }

    private Page v2(PageHeader current, byte[] raw, int from, int maxDefinition, int maxRepetition) {
        int levels = current.definitionBytes() + current.repetitionBytes();
        int stored = current.compressedSize() - levels;
        int plain = current.uncompressedSize() - levels;
        if (!current.compressed() || codec == CompressionCodec.UNCOMPRESSED) {
            requireSame(stored, plain);
            return Page.v2(current, raw, from, raw, from + levels, from + levels + plain, maxDefinition, maxRepetition);
        }
        // some writers leave out the values of a page of nulls altogether
        byte[] bytes = stored == 0 && plain == 0 ? page.withRoomFor(0) : decompressed(raw, from + levels, stored, 0, plain);
        return Page.v2(current, raw, from, bytes, 0, plain, maxDefinition, maxRepetition);
    }

    private static void requireSame(int stored, int plain) {
        if (stored != plain) {
            throw new CorruptDataException(stored + " uncompressed bytes where " + plain + " were announced");
        }
    }

    private byte[] decompressed(byte[] raw, int from, int length, int at, int plain) {
        if (plain > PageDecompressor.maxUncompressedLength(codec, length)) {
            throw new CorruptDataException(length + " bytes of " + codec + " cannot hold the announced " + plain + " bytes");
        }
        byte[] bytes = page.withRoomFor(plain);
        decompressor.decompress(codec, raw, from, length, bytes, at, plain);
        return bytes;
    }

    private void checkCrc(PageHeader current, byte[] raw, int from) {
        if (current.crc() != null) {
            crc.reset();
            crc.update(raw, from, current.compressedSize());
            if ((int) crc.getValue() != current.crc()) {
                throw corrupt(headerAt, "the checksum of a page does not match its bytes");
            }
        }
    }

    private PageHeader header() {
        if (header == null) {
            throw new IllegalStateException("no page");
        }
        return header;
    }

    /** The error for a broken value of the current page. */
    public EngineException corrupt(String detail) {
        return corrupt(headerAt, detail);
    }

    private EngineException corrupt(long position, String detail) {
        return file.corrupt(position, "column " + column + ": " + detail);
    }

    /** Bytes read from the file so far, all chunks together. */
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() {
        window.close();
        page.close();
        decompressor.close();
    }
}
