package dev.millrace.files.parquet.page;

import org.jspecify.annotations.Nullable;

/**
 * Statistics of a chunk, as stored.
 *
 * @param oldMin deprecated, compared as signed by its writer
 * @param min    in the order of the column
 * @param nulls  number of nulls, -1 when not said
 * @param nans   number of NaNs, -1 when not said
 */
public record ChunkStatistics(byte @Nullable [] oldMin, byte @Nullable [] oldMax, byte @Nullable [] min, byte @Nullable [] max, long nulls,
        long nans) {
    /** Nothing is known. */
    public static final ChunkStatistics NONE = new ChunkStatistics(null, null, null, null, -1, -1);
}
