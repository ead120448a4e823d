package dev.millrace.files.parquet;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.files.listing.FileListing;
import dev.millrace.files.options.FileOptions;
import dev.millrace.files.parquet.page.FooterCache;
import dev.millrace.files.parquet.read.ParquetBatchReader;
import dev.millrace.files.parquet.write.ParquetWrites;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.WriteSpec;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.BatchWriter;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.Table;
import dev.millrace.spi.TaskContext;
import dev.millrace.spi.WriteJob;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Parquet files. Footers are kept, so that planning and reading in one process parse each once. */
public final class ParquetSource implements DataSource {

    private static final int FOOTERS = 1000;

    private static final List<String> READ =
            Stream.concat(FileListing.OPTIONS.stream(), Stream.of("mergeSchema")).toList();

    private final FooterCache footers = new FooterCache(FOOTERS);

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public Table open(SourceSpec spec, Config config) {
        FileOptions options = FileOptions.checked(name(), spec.options(), READ);
        FileListing listing = FileListing.of(spec, options, config.get(ConfigKeys.TIME_ZONE));
        return ParquetTable.open(spec, listing.files(), listing.partitions(), footers);
    }

    @Override
    public BatchReader read(ReadRequest request, TaskContext context) {
        return new ParquetBatchReader(request, context, footers);
    }

    @Override
    public Set<String> readOnlyOptions() {
        return FileOptions.only(READ, ParquetWrites.OPTIONS);
    }

    @Override
    public Set<String> writeOnlyOptions() {
        return FileOptions.only(ParquetWrites.OPTIONS, READ);
    }

    @Override
    public WriteJob beginWrite(WriteSpec spec, Config config) {
        return ParquetWrites.begin(spec);
    }

    @Override
    public BatchWriter write(WriteSpec spec, String token, TaskContext context) {
        return ParquetWrites.write(spec, token, context);
    }
}
