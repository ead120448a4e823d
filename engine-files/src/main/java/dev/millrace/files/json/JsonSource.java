package dev.millrace.files.json;

import dev.millrace.config.Config;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.io.Compression;
import dev.millrace.files.io.LineReader;
import dev.millrace.files.io.TextOptions;
import dev.millrace.files.listing.FileListing;
import dev.millrace.files.options.FileOptions;
import dev.millrace.files.records.FileTable;
import dev.millrace.files.records.RecordBatchReader;
import dev.millrace.files.write.FolderWriteJob;
import dev.millrace.files.write.FolderWriter;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.WriteSpec;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.BatchWriter;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.Table;
import dev.millrace.spi.TaskContext;
import dev.millrace.spi.WriteJob;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.Set;

/**
 * The data source {@code json}: an object a line, or with the option {@code multiLine} whole files of objects or arrays of them.
 *
 * <p>{@code session.read().option("multiLine", true).json("population.json")}
 */
public final class JsonSource implements DataSource {

    @Override
    public String name() {
        return "json";
    }

    @Override
    public Table open(SourceSpec spec, Config config) {
        JsonOptions options = JsonOptions.reading(spec.options(), config);
        FileListing listing = FileListing.of(spec, FileOptions.of(name(), spec.options()), options.zone());
        Schema columns = spec.schema().orElseGet(() -> JsonSchema.infer(listing.files(), options, spec.paths()));
        for (Field field : columns.fields()) {
            requireReadable(field.name(), field.type());
        }
        return FileTable.of(spec, columns, listing,
                file -> !options.multiLine() && LineReader.isSplittable(file.path(), options.charset(), options.lineSeparator()));
    }

    private static void requireReadable(String column, DataType type) {
        switch (type) {
            case DataType.MapType(var key, var value, var _) -> {
                requireReadable(column, value);
                if (!(key instanceof DataType.StringType)) {
                    throw unsupported(column, type);
                }
            }
            case DataType.ArrayType(var element, var _) -> requireReadable(column, element);
            case DataType.StructType(var fields) -> fields.forEach(field -> requireReadable(column, field.type()));
            case DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _ -> throw unsupported(column, type);
            case DataType.BooleanType _, DataType.ByteType _, DataType.ShortType _, DataType.IntType _,
                    DataType.LongType _, DataType.FloatType _, DataType.DoubleType _, DataType.DecimalType _,
                    DataType.StringType _, DataType.BinaryType _, DataType.DateType _, DataType.TimestampType _,
                    DataType.TimestampNtzType _, DataType.NullType _ ->
                    {
                    }
        }
    }

    private static RuntimeException unsupported(String column, DataType type) {
        return ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "Reading column " + column + " of JSON files as " + type.sql(), "advice",
                "Read it as STRING and cast it.");
    }

    @Override
    public BatchReader read(ReadRequest request, TaskContext context) {
        JsonOptions options = JsonOptions.reading(request.source().options(), context.config());
        return new RecordBatchReader(request, context,
                (schema, wanted, rows) -> new JsonDecoder(request.split(), options, schema, wanted, rows, context.memory()));
    }

    @Override
    public Set<String> readOnlyOptions() {
        return FileOptions.only(JsonOptions.READ, JsonOptions.WRITE);
    }

    @Override
    public Set<String> writeOnlyOptions() {
        return FileOptions.only(JsonOptions.WRITE, JsonOptions.READ);
    }

    @Override
    public WriteJob beginWrite(WriteSpec spec, Config config) {
        JsonOptions.writing(spec.options(), config);
        TextOptions.compression(FileOptions.of(name(), spec.options()));
        return FolderWriteJob.of(spec);
    }

    @Override
    public BatchWriter write(WriteSpec spec, String token, TaskContext context) {
        JsonOptions options = JsonOptions.writing(spec.options(), context.config());
        Compression compression = TextOptions.compression(FileOptions.of(name(), spec.options()));
        return new FolderWriter(spec, token, context, ".json" + compression.extension(),
                (path, schema) -> new JsonEncoder(path, schema, options, compression));
    }
}
