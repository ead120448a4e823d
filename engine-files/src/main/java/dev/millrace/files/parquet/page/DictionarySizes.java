package dev.millrace.files.parquet.page;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import org.apache.parquet.format.PageType;

/** How many values the dictionary of a chunk has, for one small read: a dictionary holds each value once. */
public final class DictionarySizes {
    private static final int HEADER_BYTES = 128;

    private DictionarySizes() {}

    /** Values of the dictionary that all pages of {@code chunk} use; -1 when there is none, or its header says nothing sensible. */
    public static int of(ParquetFile file, ColumnChunk chunk) {
        int length = (int) Math.min(HEADER_BYTES, file.size() - chunk.firstByte());
        if (!chunk.dictionaryOnly() || chunk.obstacle() != null || length <= 0) {
            return -1;
        }
        byte[] bytes = new byte[length];
        file.read(chunk.firstByte(), bytes, 0, length);
        try {
            PageHeader header = PageHeader.read(bytes, 0, length);
            return header.type() == PageType.DICTIONARY_PAGE ? header.values() : -1;
        } catch (CompactReader.EndOfBytes | CorruptDataException e) {
            // reading the chunk will say what is wrong with it
            return -1;
        }
    }
}
