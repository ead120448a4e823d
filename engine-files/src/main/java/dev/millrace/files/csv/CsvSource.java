package dev.millrace.files.csv;

import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.io.Compression;
import dev.millrace.files.io.LineReader;
import dev.millrace.files.io.TextOptions;
import dev.millrace.files.listing.FileListing;
import dev.millrace.files.options.FileOptions;
import dev.millrace.files.records.FileTable;
import dev.millrace.files.records.RecordBatchReader;
import dev.millrace.files.values.ValueColumn;
import dev.millrace.files.write.FolderWriteJob;
import dev.millrace.files.write.FolderWriter;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.WriteSpec;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.BatchWriter;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import dev.millrace.spi.TaskContext;
import dev.millrace.spi.WriteJob;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The data source {@code csv}. Uncompressed files in UTF-8 are cut into splits at lines, unless records may have several lines.
 *
 * <p>{@code session.read().option("header", true).option("inferSchema", true).csv("data/*.csv.gz")}
 */
public final class CsvSource implements DataSource {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public Table open(SourceSpec spec, Config config) {
        CsvOptions options = CsvOptions.reading(spec.options(), config);
        FileListing listing = FileListing.of(spec, FileOptions.of(name(), spec.options()), options.zone());
        Schema columns = spec.schema().orElseGet(() -> CsvSchema.infer(listing.files(), options, spec.paths()));
        for (Field field : columns.fields()) {
            if (!ValueColumn.canHold(field.type())) {
                throw unsupported(field);
            }
        }
        return FileTable.of(spec, columns, listing,
                file -> !options.multiLine() && LineReader.isSplittable(file.path(), options.charset(), options.lineSeparator()));
    }

    /** Columns by the records that begin in these pieces of files. */
    public Schema infer(List<Split> pieces, Map<String, String> options, List<String> paths, Config config) {
        return CsvSchema.infer(pieces, CsvOptions.reading(options, config), paths);
    }

    private static EngineException unsupported(Field field) {
        return ErrorCondition.UNSUPPORTED_FEATURE.with("feature",
                "The type " + field.type().sql() + " of column " + field.name() + " in CSV files",
                "advice", "Use Parquet or JSON, or cast the column to STRING.");
    }

    @Override
    public BatchReader read(ReadRequest request, TaskContext context) {
        CsvOptions options = CsvOptions.reading(request.source().options(), context.config());
        return new RecordBatchReader(request, context,
                (schema, wanted, rows) -> new CsvDecoder(request.split(), options, schema, wanted, rows, context.memory()));
    }

    @Override
    public Set<String> readOnlyOptions() {
        return FileOptions.only(CsvOptions.READ, CsvOptions.WRITE);
    }

    @Override
    public Set<String> writeOnlyOptions() {
        return FileOptions.only(CsvOptions.WRITE, CsvOptions.READ);
    }

    @Override
    public WriteJob beginWrite(WriteSpec spec, Config config) {
        CsvOptions.writing(spec.options(), config);
        compression(spec.options());
        for (Field field : spec.schema().fields()) {
            if (field.type().isNested() && !spec.partitionColumns().contains(field.name())) {
                throw unsupported(field);
            }
        }
        return FolderWriteJob.of(spec);
    }

    @Override
    public BatchWriter write(WriteSpec spec, String token, TaskContext context) {
        CsvOptions options = CsvOptions.writing(spec.options(), context.config());
        Compression compression = compression(spec.options());
        return new FolderWriter(spec, token, context, ".csv" + compression.extension(),
                (path, schema) -> new CsvEncoder(path, schema, options, compression));
    }

    private static Compression compression(Map<String, String> texts) {
        return TextOptions.compression(FileOptions.of("csv", texts));
    }
}
