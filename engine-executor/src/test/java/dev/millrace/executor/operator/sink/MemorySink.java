package dev.millrace.executor.operator.sink;

import dev.millrace.columnar.Batch;
import dev.millrace.config.Config;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.harness.Batches;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.WriteSpec;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.BatchWriter;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.Table;
import dev.millrace.spi.TaskContext;
import dev.millrace.spi.WriteJob;
import dev.millrace.spi.WrittenFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files that are lists of rows. A writer holds task memory until it is closed, and can be told to fail. */
final class MemorySink implements DataSource {

    static final long WRITER_BYTES = 4096;

    /** When a writer says that the disk is full. */
    enum Failure {
        NONE, OPENING, SECOND_BATCH, FINISHING
    }

    private final Failure failure;
    private final Map<String, List<List<@Nullable Object>>> files = new LinkedHashMap<>();
    private int opened;
    private int closed;

    MemorySink(Failure failure) {
        this.failure = failure;
    }

    /** Rows by temporary path: those being written too. */
    Map<String, List<List<@Nullable Object>>> files() {
        return files;
    }

    int opened() {
        return opened;
    }

    int closed() {
        return closed;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public BatchWriter write(WriteSpec spec, String token, TaskContext context) {
        failIf(Failure.OPENING, true);
        context.memory().reserve(WRITER_BYTES);
        String path = token + "/" + opened++;
        files.put(path, new ArrayList<>());
        return new Writer(path, context);
    }

    private void failIf(Failure when, boolean now) {
        if (failure == when && now) {
            throw ErrorCondition.CANNOT_WRITE_FILE.with("path", name(), "detail", "no space left");
        }
    }

    @Override
    public Table open(SourceSpec spec, Config config) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BatchReader read(ReadRequest request, TaskContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WriteJob beginWrite(WriteSpec spec, Config config) {
        throw new UnsupportedOperationException();
    }

    private final class Writer implements BatchWriter {

        private final String path;
        private final TaskContext context;
        private int batches;
        private boolean finished;

        Writer(String path, TaskContext context) {
            this.path = path;
            this.context = context;
        }

        @Override
        public void write(Batch batch) {
            if (finished) {
                throw new AssertionError("a batch after the end");
            }
            failIf(Failure.SECOND_BATCH, ++batches == 2);
            files.get(path).addAll(Batches.rows(batch));
        }

        @Override
        public List<WrittenFile> finish() {
            failIf(Failure.FINISHING, true);
            if (finished) {
                throw new AssertionError("finished twice");
            }
            finished = true;
            return List.of(new WrittenFile(path, "part", files.get(path).size(), 0));
        }

        @Override
        public void close() {
            closed++;
            context.memory().release(WRITER_BYTES);
            if (!finished) {
                files.remove(path);
            }
        }
    }
}
