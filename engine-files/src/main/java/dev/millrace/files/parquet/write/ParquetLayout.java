package dev.millrace.files.parquet.write;

import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * How a Parquet file is cut and compressed.
 *
 * @param codec         of all pages
 * @param rowGroupRows  most rows of a row group: readers work on row groups in parallel
 * @param rowGroupBytes most bytes of a row group in memory
 */
public record ParquetLayout(CompressionCodecName codec, long rowGroupRows, long rowGroupBytes) {

    public static final ParquetLayout DEFAULT = new ParquetLayout(CompressionCodecName.SNAPPY, 500_000, 128L << 20);
}
