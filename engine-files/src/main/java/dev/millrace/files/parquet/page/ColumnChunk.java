package dev.millrace.files.parquet.page;

import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * Where the pages of a column of a row group are and what is known of its values.
 *
 * @param obstacle         why it cannot be read here (encrypted, in another file), or null
 * @param values           number of values, nulls and elements of lists included
 * @param firstByte        of the dictionary if there is one before the data
 * @param dictionaryOnly   whether all data pages are said to use the dictionary
 * @param columnIndex      bounds of the pages
 * @param offsetIndex      rows of the pages
 */
public record ColumnChunk(@Nullable String obstacle, Type type, CompressionCodec codec, long values, long firstByte, long compressedSize,
        ChunkStatistics statistics, boolean dictionaryOnly, Place columnIndex, Place offsetIndex) {

    /** Bytes of the file; length 0 when there is nothing. */
    public record Place(long offset, int length) {
        static final Place NOWHERE = new Place(0, 0);
    }
}
