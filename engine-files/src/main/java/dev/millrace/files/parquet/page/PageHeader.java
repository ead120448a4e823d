package dev.millrace.files.parquet.page;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * The header of one page, as far as reading needs it.
 *
 * @param type                  null for a kind of page that this format version does not know: it is passed over
 * @param compressedSize        bytes behind the header
 * @param uncompressedSize      bytes when decompressed, levels included
 * @param crc                   checksum of the bytes behind the header, or null
 * @param values                values of a data page, nulls included; entries of a dictionary
 * @param rows                  rows of a V2 page, -1 where the header does not say
 * @param encoding              of the values, null where the page has none
 * @param definitionBytes       length of a V2 page's definition levels
 * @param repetitionBytes       length of a V2 page's repetition levels
 * @param compressed            false when a V2 page's values are stored as they are
 * @param headerLength          bytes of the header itself
 */
record PageHeader(@Nullable PageType type, int compressedSize, int uncompressedSize, @Nullable Integer crc, int values, int rows,
        @Nullable Encoding encoding, @Nullable Encoding definitionEncoding, @Nullable Encoding repetitionEncoding, int definitionBytes,
        int repetitionBytes, boolean compressed, int headerLength) {

    /**
     * Reads a header at {@code from}.
     *
     * @throws CompactReader.EndOfBytes  when it goes on behind {@code end}
     * @throws CorruptDataException when it is not a valid header
     */
    static PageHeader read(byte[] bytes, int from, int end) {
        return new Reading(new CompactReader(bytes, from, end)).header(from);
    }

    private static final class Reading {
        private final CompactReader reader;
        private int type = -1;
        private int compressedSize = -1;
        private int uncompressedSize = -1;
        private @Nullable Integer crc;
        private int values = -1;
        private int rows = -1;
        private @Nullable Encoding encoding;
        private @Nullable Encoding definitionEncoding;
        private @Nullable Encoding repetitionEncoding;
        private int definitionBytes;
        private int repetitionBytes;
        private boolean compressed = true;
        private int bodyOf = -1;

        Reading(CompactReader reader) {
            this.reader = reader;
        }

        PageHeader header(int from) {
            for (int id = reader.firstFieldOfElement(); id != CompactReader.STOP; id = reader.nextField()) {
                switch (id) {
                    case 1 -> type = reader.intValue(type);
                    case 2 -> uncompressedSize = reader.intValue(uncompressedSize);
                    case 3 -> compressedSize = reader.intValue(compressedSize);
                    case 4 -> {
                        long value = reader.longValue(Long.MIN_VALUE);
                        crc = value == Long.MIN_VALUE ? crc : Integer.valueOf((int) value);
                    }
                    case 5 -> dataPage();
                    case 7 -> dictionaryPage();
                    case 8 -> dataPageV2();
                    default -> reader.skip();
                }
            }
            return checked(reader.position() - from);
        }

        private void dataPage() {
            bodyOf = PageType.DATA_PAGE.getValue();
            for (int id = reader.firstField(); id != CompactReader.STOP; id = reader.nextField()) {
                switch (id) {
                    case 1 -> values = reader.intValue(values);
                    case 2 -> encoding = encoding();
                    case 3 -> definitionEncoding = encoding();
                    case 4 -> repetitionEncoding = encoding();
                    default -> reader.skip();
                }
            }
        }

        private void dictionaryPage() {
            bodyOf = PageType.DICTIONARY_PAGE.getValue();
            for (int id = reader.firstField(); id != CompactReader.STOP; id = reader.nextField()) {
                switch (id) {
                    case 1 -> values = reader.intValue(values);
                    case 2 -> encoding = encoding();
                    default -> reader.skip();
                }
            }
        }

        private void dataPageV2() {
            bodyOf = PageType.DATA_PAGE_V2.getValue();
            for (int id = reader.firstField(); id != CompactReader.STOP; id = reader.nextField()) {
                switch (id) {
                    case 1 -> values = reader.intValue(values);
                    case 3 -> rows = reader.intValue(rows);
                    case 4 -> encoding = encoding();
                    case 5 -> definitionBytes = reader.intValue(definitionBytes);
                    case 6 -> repetitionBytes = reader.intValue(repetitionBytes);
                    case 7 -> compressed = reader.booleanValue(compressed);
                    default -> reader.skip();
                }
            }
        }

        private Encoding encoding() {
            int code = reader.intValue(-1);
            Encoding found = Encoding.findByValue(code);
            if (found == null) {
                throw new CorruptDataException("page header with the unknown encoding " + code);
            }
            return found;
        }

        private PageHeader checked(int headerLength) {
            PageType known = PageType.findByValue(type);
            if (compressedSize < 0 || uncompressedSize < 0) {
                throw new CorruptDataException("page header with sizes " + compressedSize + " and " + uncompressedSize);
            }
            if (known != null && known != PageType.INDEX_PAGE) {
                if (bodyOf != known.getValue() || values < 0 || encoding == null) {
                    throw new CorruptDataException("page header of kind " + known + " without its fields or with " + values + " values");
                }
                if (known == PageType.DATA_PAGE_V2
                        && (definitionBytes < 0 || repetitionBytes < 0 || (long) definitionBytes + repetitionBytes > compressedSize
                                || (long) definitionBytes + repetitionBytes > uncompressedSize || rows < 0 || rows > values)) {
                    throw new CorruptDataException(
                            "page header with levels of " + definitionBytes + " and " + repetitionBytes + " bytes, " + rows
                                    + " rows and " + values + " values");
                }
            }
            return new PageHeader(known, compressedSize, uncompressedSize, crc, values, rows, encoding, definitionEncoding,
                    repetitionEncoding,
                    definitionBytes, repetitionBytes, compressed, headerLength);
        }
    }
}
