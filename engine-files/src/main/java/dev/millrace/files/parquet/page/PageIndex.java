package dev.millrace.files.parquet.page;

import dev.millrace.error.EngineException;
import dev.millrace.files.parquet.bytes.CorruptDataException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column chunk by Parquet's column index and offset index: which rows each has and what its values are.
 *
 * @param firstRows  first row of each page, ascending from 0
 * @param onlyNulls  pages without a value
 * @param mins       smallest values as in statistics; empty arrays for pages of nulls
 * @param maxes      largest values
 * @param nullCounts nulls by page, or null when not said
 * @param nanCounts  NaNs by page, or null when not said
 */
public record PageIndex(long[] firstRows, boolean[] onlyNulls, byte[][] mins, byte[][] maxes, long @Nullable [] nullCounts,
        long @Nullable [] nanCounts) {
    private static final int MAX_BYTES = 1 << 24;

    /** Number of pages. */
    public int pages() {
        return firstRows.length;
    }

    /** The index of a chunk of {@code rows} rows; empty when there is none or it makes no sense, since nothing depends on it. */
    public static Optional<PageIndex> read(ParquetFile file, ColumnChunk chunk, long rows) {
        byte[] columnIndex = bytes(file, chunk.columnIndex());
        byte[] offsetIndex = bytes(file, chunk.offsetIndex());
        if (columnIndex == null || offsetIndex == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Reading(columnIndex).index(firstRows(offsetIndex))).filter(index -> index.isSound(rows));
        } catch (CorruptDataException | CompactReader.EndOfBytes e) {
            return Optional.empty();
        }
    }

    private static byte @Nullable [] bytes(ParquetFile file, ColumnChunk.Place place) {
        long offset = place.offset();
        int length = place.length();
        if (offset < 0 || length <= 0 || length > MAX_BYTES || offset > file.size() - length) {
            return null;
        }
        byte[] bytes = new byte[length];
        try {
            file.read(offset, bytes, 0, length);
        } catch (EngineException e) {
            // the pages themselves will say whether the file can be read
            return null;
        }
        return bytes;
    }

    private boolean isSound(long rows) {
        int pages = pages();
        if (pages == 0 || onlyNulls.length != pages || mins.length != pages || maxes.length != pages || firstRows[0] != 0
                || nullCounts != null && nullCounts.length != pages || nanCounts != null && nanCounts.length != pages) {
            return false;
        }
        for (int page = 1; page < pages; page++) {
            if (firstRows[page] <= firstRows[page - 1]) {
                return false;
            }
        }
        return firstRows[pages - 1] < rows;
    }

    private static long[] firstRows(byte[] offsetIndex) {
        CompactReader reader = new CompactReader(offsetIndex, 0, offsetIndex.length);
        long[] rows = new long[0];
        for (int id = reader.firstFieldOfElement(); id != CompactReader.STOP; id = reader.nextField()) {
            if (id != 1) {
                reader.skip();
                continue;
            }
            rows = new long[reader.structListSize()];
            for (int page = 0; page < rows.length; page++) {
                for (int field = reader.firstFieldOfElement(); field != CompactReader.STOP; field = reader.nextField()) {
                    if (field == 3) {
                        rows[page] = reader.longValue(-1);
                    } else {
                        reader.skip();
                    }
                }
            }
        }
        return rows;
    }

    private static final class Reading {
        private final CompactReader reader;
        private boolean[] onlyNulls = new boolean[0];
        private byte[][] mins = new byte[0][];
        private byte[][] maxes = new byte[0][];
        private long @Nullable [] nullCounts;
        private long @Nullable [] nanCounts;

        Reading(byte[] bytes) {
            reader = new CompactReader(bytes, 0, bytes.length);
        }

        PageIndex index(long[] firstRows) {
            for (int id = reader.firstFieldOfElement(); id != CompactReader.STOP; id = reader.nextField()) {
                switch (id) {
                    case 1 -> onlyNulls = booleans();
                    case 2 -> mins = binaries();
                    case 3 -> maxes = binaries();
                    case 5 -> nullCounts = longs();
                    case 8 -> nanCounts = longs();
                    default -> reader.skip();
                }
            }
            return new PageIndex(firstRows, onlyNulls, mins, maxes, nullCounts, nanCounts);
        }

        private boolean[] booleans() {
            boolean[] values = new boolean[reader.listSize()];
            for (int i = 0; i < values.length; i++) {
                values[i] = reader.booleanElement();
            }
            return values;
        }

        private byte[][] binaries() {
            byte[][] values = new byte[reader.listSize()][];
            for (int i = 0; i < values.length; i++) {
                values[i] = reader.binaryElement();
            }
            return values;
        }

        private long[] longs() {
            long[] values = new long[reader.listSize()];
            for (int i = 0; i < values.length; i++) {
                values[i] = reader.longElement();
            }
            return values;
        }
    }
}
