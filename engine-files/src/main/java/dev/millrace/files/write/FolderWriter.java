package dev.millrace.files.write;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Vector;
import dev.millrace.config.ConfigKeys;
import dev.millrace.plan.WriteSpec;
import dev.millrace.spi.BatchWriter;
import dev.millrace.spi.TaskContext;
import dev.millrace.spi.WrittenFile;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Files of one task attempt: one, or one a partition folder. No more than {@value #MAX_OPEN} files are open at once; when rows come
 * back to a folder whose file was closed for that, they go to another file in it.
 */
public final class FolderWriter implements BatchWriter {

    private static final int MAX_OPEN = 64;

    private final WriteSpec spec;
    private final String token;
    private final TaskContext context;
    private final String extension;
    private final Encoders encoders;
    private final Path target;
    private final Path folder;
    private final Schema fileSchema;
    private final int[] fileColumns;
    private final PartitionKeys keys;
    private final Map<String, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Integer> filesInFolder = new HashMap<>();
    private final List<WrittenFile> written = new ArrayList<>();
    private boolean finished;

    /** Opens a format's file. */
    @FunctionalInterface
    public interface Encoders {
        /** @param schema of the batches that the file gets: without partition columns */
        FileEncoder open(Path path, Schema schema) throws IOException;
    }

    private static final class OpenFile {
        final FileEncoder encoder;
        final Path path;
        final String relativePath;
        long rows;

        OpenFile(FileEncoder encoder, Path path, String relativePath) {
            this.encoder = encoder;
            this.path = path;
            this.relativePath = relativePath;
        }
    }

    /** @param extension with its dots: {@code .snappy.parquet} */
    public FolderWriter(WriteSpec spec, String token, TaskContext context, String extension, Encoders encoders) {
        this.spec = spec;
        this.token = token;
        this.context = context;
        this.extension = extension;
        this.encoders = encoders;
        Staging staging = Staging.of(spec, token);
        this.target = staging.target();
        this.folder = staging.attempt(context.attempt().toString());
        List<Integer> partitionColumns = spec.partitionColumns().stream().map(spec.schema()::indexOf).toList();
        this.fileColumns = IntStream.range(0, spec.schema().size()).filter(column -> !partitionColumns.contains(column)).toArray();
        this.fileSchema = spec.schema().select(fileColumns);
        this.keys = new PartitionKeys(spec.schema(), partitionColumns, context.config().get(ConfigKeys.TIME_ZONE));
    }

    @Override
    public void write(Batch batch) {
        context.checkCancelled();
        Batch dense = batch.dense();
        if (dense.length() == 0) {
            return;
        }
        if (spec.partitionColumns().isEmpty()) {
            write("", dense);
            return;
        }
        List<Vector> columns = new ArrayList<>();
        for (int column : fileColumns) {
            columns.add(dense.column(column));
        }
        Batch data = Batch.of(dense.length(), columns);
        keys.group(dense)
                .forEach((key, rows) -> write(key, rows.count() == data.length() ? data : Gather.batch(data, rows.rows(), rows.count())));
    }

    private void write(String key, Batch batch) {
        OpenFile file = open.get(key);
        if (file == null) {
            file = begin(key);
        }
        try {
            file.encoder.write(batch);
            file.rows += batch.length();
        } catch (IOException e) {
            throw WriteErrors.of(target.resolve(file.relativePath), e);
        } catch (RuntimeException e) {
            throw WriteErrors.of(target.resolve(file.relativePath), e);
        }
    }

    private OpenFile begin(String key) {
        if (open.size() >= MAX_OPEN) {
            end(open.remove(open.keySet().iterator().next()));
        }
        int number = filesInFolder.merge(key, 1, Integer::sum) - 1;
        String part = String.format(Locale.ROOT, "part-%05d-%s", context.attempt().partition(), token);
        String relative = key.isEmpty() ? part + extension : String.format(Locale.ROOT, "%s/%s.c%03d%s", key, part, number, extension);
        Path path = folder.resolve(relative);
        try {
            Files.createDirectories(path.getParent());
            OpenFile file = new OpenFile(encoders.open(path, fileSchema), path, relative);
            open.put(key, file);
            return file;
        } catch (IOException e) {
            throw WriteErrors.of(target.resolve(relative), e);
        }
    }

    private void end(OpenFile file) {
        try (FileEncoder encoder = file.encoder) {
            encoder.finish();
        } catch (IOException e) {
            throw WriteErrors.of(target.resolve(file.relativePath), e);
        } catch (RuntimeException e) {
            throw WriteErrors.of(target.resolve(file.relativePath), e);
        }
        try {
            written.add(new WrittenFile(file.path.toString(), file.relativePath, file.rows, Files.size(file.path)));
        } catch (IOException e) {
            throw WriteErrors.of(target.resolve(file.relativePath), e);
        }
    }

    @Override
    public List<WrittenFile> finish() {
        // a result without rows still tells its columns, by one file
        if (written.isEmpty() && open.isEmpty() && context.attempt().partition() == 0 && spec.partitionColumns().isEmpty()) {
            begin("");
        }
        while (!open.isEmpty()) {
            end(open.remove(open.keySet().iterator().next()));
        }
        finished = true;
        return List.copyOf(written);
    }

    @Override
    public void close() {
        if (finished) {
            return;
        }
        for (OpenFile file : open.values()) {
            try {
                file.encoder.close();
            } catch (IOException | RuntimeException e) {
                // the file is deleted below, and the failure that led here is the one to tell
            }
        }
        open.clear();
        try {
            Staging.delete(folder);
        } catch (IOException e) {
            throw WriteErrors.of(folder, e);
        }
    }
}
