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
import java.util.ArrayList;
import java.util.List;

/** Parquet files. Footers are kept, so that planning and reading in one process parse each once. */
public final class ParquetSource implements DataSource {

    private static final int FOOTERS = 1000;

    private final FooterCache footers = new FooterCache(FOOTERS);

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public Table open(SourceSpec spec, Config config) {
        List<String> known = new ArrayList<>(FileListing.OPTIONS);
        known.add("mergeSchema");
        FileOptions options = FileOptions.checked(name(), spec.options(), known);
        FileListing listing = FileListing.of(spec, options, config.get(ConfigKeys.TIME_ZONE));
        return ParquetTable.open(spec, listing.files(), listing.partitions(), footers);
    }

    @Override
    public BatchReader read(ReadRequest request, TaskContext context) {
        return new ParquetBatchReader(request, context, footers);
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
