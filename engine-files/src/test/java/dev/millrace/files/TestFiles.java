package dev.millrace.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.WriteMode;
import dev.millrace.plan.WriteSpec;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.BatchWriter;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import dev.millrace.spi.WriteJob;
import dev.millrace.spi.WrittenFile;
import dev.millrace.types.Schema;
import dev.millrace.types.TypeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and writes through the data sources as the engine does, and shows rows as lists of values in {@code Literal} form. */
public final class TestFiles {

    public static final Map<String, DataSource> SOURCES = FileSources.all();

    private TestFiles() {}

    /** Options from {@code name, value, name, value …}. */
    public static Map<String, String> options(String... namesAndValues) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put(namesAndValues[i].toLowerCase(Locale.ROOT), namesAndValues[i + 1]);
        }
        return options;
    }

    public static Table open(String format, Path path, Map<String, String> options, @Nullable String schema) {
        return open(format, List.of(path.toString()), options, schema == null ? Optional.empty() : Optional.of(TypeParser.schema(schema)));
    }

    public static Table open(String format, List<String> paths, Map<String, String> options, Optional<Schema> schema) {
        return SOURCES.get(format).open(new SourceSpec(format, paths, options, schema), FileTask.UTC);
    }

    /** All rows, in the order of the splits. */
    public static List<List<@Nullable Object>> rows(Table table, long splitBytes, int batchRows) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<Integer> columns = IntStream.range(0, table.schema().size()).boxed().toList();
        for (Split split : table.splits(List.of(), splitBytes)) {
            rows.addAll(rows(table, split, columns, batchRows, -1));
        }
        return rows;
    }

    public static List<List<@Nullable Object>> rows(Table table) {
        return rows(table, 64L << 20, 1000);
    }

    public static List<List<@Nullable Object>> rows(Table table, Split split, List<Integer> columns, int batchRows, long limit) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        SourceSpec spec =
                new SourceSpec(table.source().format(), table.source().paths(), table.source().options(), Optional.of(table.schema()));
        DataSource source = SOURCES.get(spec.format());
        try (FileTask task = FileTask.of(0);
                BatchReader reader =
                        source.read(new ReadRequest(spec, table.schema(), split, columns, List.of(), limit, batchRows), task)) {
            for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
                assertEquals(columns.size(), batch.columns().size());
                rows.addAll(rows(batch));
            }
        }
        return rows;
    }

    public static List<List<@Nullable Object>> rows(Batch batch) {
        Batch dense = batch.dense();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < dense.length(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < dense.columns().size(); column++) {
                Object value = Values.get(dense.column(column), row);
                values.add(value instanceof byte[] bytes ? Arrays.toString(bytes) : value);
            }
            rows.add(values);
        }
        return rows;
    }

    /** Writes one task a batch list, and commits. */
    @SafeVarargs
    public static List<WrittenFile> write(WriteSpec spec, List<Batch>... tasks) {
        DataSource sink = SOURCES.get(spec.format());
        WriteJob job = sink.beginWrite(spec, FileTask.UTC);
        if (!job.prepare()) {
            return List.of();
        }
        List<WrittenFile> files = new ArrayList<>();
        for (int task = 0; task < tasks.length; task++) {
            files.addAll(writeTask(spec, job.token(), FileTask.of(task), tasks[task]));
        }
        job.commit(files);
        return files;
    }

    public static List<WrittenFile> writeTask(WriteSpec spec, String token, FileTask task, List<Batch> batches) {
        try (task; BatchWriter writer = SOURCES.get(spec.format()).write(spec, token, task)) {
            for (Batch batch : batches) {
                writer.write(batch);
            }
            return writer.finish();
        }
    }

    public static WriteSpec spec(String format, Path path, Schema schema, Map<String, String> options, String... partitionColumns) {
        return new WriteSpec(format, path.toString(), WriteMode.ERROR_IF_EXISTS, options, List.of(partitionColumns), schema);
    }

    /** Names of all files and folders below a folder, sorted, relative to it. */
    public static List<String> tree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !path.equals(folder)).map(path -> folder.relativize(path).toString()).sorted().toList();
        }
    }

    /** Files below a folder that this process has open; none where the system does not tell. */
    public static List<String> openFiles(Path folder) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return List.of();
        }
        List<String> open = new ArrayList<>();
        try (Stream<Path> links = Files.list(descriptors)) {
            for (Path link : links.toList()) {
                if (Files.isSymbolicLink(link) && Files.exists(link)) {
                    open.add(Files.readSymbolicLink(link).toString());
                }
            }
        }
        return open.stream().filter(file -> file.startsWith(folder.toString())).toList();
    }
}
