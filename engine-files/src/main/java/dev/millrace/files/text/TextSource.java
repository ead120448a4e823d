package dev.millrace.files.text;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
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
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The data source {@code text}: one STRING column {@code value}, a row a line, or with the option {@code wholetext} a row a file.
 *
 * <p>{@code session.read().text("war_and_peace.txt")}
 */
public final class TextSource implements DataSource {

    private static final Schema COLUMNS = Schema.of(Field.of("value", DataType.STRING));
    private static final List<String> READ = Stream.concat(FileListing.OPTIONS.stream(),
            Stream.of("wholetext", "lineSep", "encoding", "charset", "compression")).toList();
    private static final List<String> WRITE = List.of("lineSep", "encoding", "charset", "compression", "codec");

    @Override
    public String name() {
        return "text";
    }

    @Override
    public Table open(SourceSpec spec, Config config) {
        FileOptions options = options(spec.options());
        boolean whole = options.flag("wholetext", false);
        Charset charset = TextOptions.charset(options);
        byte[] separator = TextOptions.lineSeparator(options);
        FileListing listing = FileListing.of(spec, options, config.get(ConfigKeys.TIME_ZONE));
        Schema columns = spec.schema().orElse(COLUMNS);
        List<Field> own = columns.fields().stream().filter(field -> listing.partitions().indexOf(field.name()) < 0).toList();
        if (own.size() > 1 || (own.size() == 1 && !(own.getFirst().type() instanceof DataType.StringType))) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A text file with the columns " + columns.asStruct().simpleName(),
                    "advice",
                    "It has one column of type STRING.");
        }
        return FileTable.of(spec, columns, listing, file -> !whole && LineReader.isSplittable(file.path(), charset, separator));
    }

    private static FileOptions options(Map<String, String> texts) {
        return FileOptions.checked("text", texts, READ);
    }

    @Override
    public BatchReader read(ReadRequest request, TaskContext context) {
        FileOptions options = options(request.source().options());
        Charset charset = TextOptions.charset(options);
        byte[] separator = TextOptions.lineSeparator(options);
        boolean whole = options.flag("wholetext", false);
        return new RecordBatchReader(request, context, (_, wanted, rows) -> whole
                ? new WholeTextDecoder(request.split(), charset, wanted.size(), context.memory())
                : new TextDecoder(request.split(), charset, separator, wanted.size(), rows, context.memory()));
    }

    @Override
    public Set<String> readOnlyOptions() {
        return FileOptions.only(READ, WRITE);
    }

    @Override
    public Set<String> writeOnlyOptions() {
        return FileOptions.only(WRITE, READ);
    }

    @Override
    public WriteJob beginWrite(WriteSpec spec, Config config) {
        FileOptions options = FileOptions.checked(name(), spec.options(), WRITE);
        TextOptions.compression(options);
        TextOptions.charset(options);
        List<Field> own = spec.schema().fields().stream().filter(field -> !spec.partitionColumns().contains(field.name())).toList();
        if (own.size() != 1 || !(own.getFirst().type() instanceof DataType.StringType)) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature",
                    "Writing the columns " + new Schema(own).asStruct().simpleName() + " as text",
                    "advice", "Select one column of type STRING.");
        }
        return FolderWriteJob.of(spec);
    }

    @Override
    public BatchWriter write(WriteSpec spec, String token, TaskContext context) {
        FileOptions options = FileOptions.of(name(), spec.options());
        Compression compression = TextOptions.compression(options);
        return new FolderWriter(spec, token, context, ".txt" + compression.extension(),
                (path, _) -> new TextEncoder(path, TextOptions.charset(options), TextOptions.lineSeparator(options), compression));
    }
}
