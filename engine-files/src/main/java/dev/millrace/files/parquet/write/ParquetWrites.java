package dev.millrace.files.parquet.write;

import dev.millrace.error.EngineException;
import dev.millrace.files.options.FileOptions;
import dev.millrace.files.write.FolderWriteJob;
import dev.millrace.files.write.FolderWriter;
import dev.millrace.plan.WriteSpec;
import dev.millrace.spi.BatchWriter;
import dev.millrace.spi.TaskContext;
import dev.millrace.spi.WriteJob;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The writing half of the data source {@code parquet}. */
public final class ParquetWrites {

    /** Names as users write them. */
    public static final List<String> OPTIONS = List.of("compression", "parquet.compression", "rowGroupRows", "rowGroupBytes");

    private ParquetWrites() {}

    /** @throws EngineException UNKNOWN_OPTION, INVALID_PARAMETER_VALUE, UNRESOLVED_COLUMN */
    public static WriteJob begin(WriteSpec spec) {
        layout(spec.options());
        return FolderWriteJob.of(spec);
    }

    public static BatchWriter write(WriteSpec spec, String token, TaskContext context) {
        ParquetLayout layout = layout(spec.options());
        return new FolderWriter(spec, token, context, layout.codec().getExtension() + ".parquet",
                (path, schema) -> new ParquetFileEncoder(path, schema, layout, context.memory()));
    }

    static ParquetLayout layout(Map<String, String> texts) {
        FileOptions options = FileOptions.checked("parquet", texts, OPTIONS);
        String compression = options.firstText("compression", "parquet.compression").orElse("snappy");
        CompressionCodecName codec = switch (compression.toLowerCase(Locale.ROOT)) {
            case "none", "uncompressed" -> CompressionCodecName.UNCOMPRESSED;
            case "snappy" -> CompressionCodecName.SNAPPY;
            case "gzip" -> CompressionCodecName.GZIP;
            case "zstd" -> CompressionCodecName.ZSTD;
            case "lz4", "lz4_raw", "lz4raw" -> CompressionCodecName.LZ4_RAW;
            default -> throw options.invalid("compression", "none, snappy, gzip, zstd or lz4_raw", compression);
        };
        return new ParquetLayout(codec, options.number("rowGroupRows", ParquetLayout.DEFAULT.rowGroupRows(), 1),
                options.number("rowGroupBytes", ParquetLayout.DEFAULT.rowGroupBytes(), 1 << 16));
    }
}
