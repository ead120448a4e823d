package dev.millrace.executor.task;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.LongVector;
import dev.millrace.config.Config;
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
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source without files whose splits' paths say what a read does: count, fail, leak, or go on for ever. */
final class GatedSource implements DataSource {

    final CountDownLatch reading = new CountDownLatch(1);

    @Override
    public String name() {
        return "gated";
    }

    @Override
    public BatchReader read(ReadRequest request, TaskContext context) {
        reading.countDown();
        Consumer<TaskContext> behaviour = switch (request.split().path()) {
            case "count" -> _ -> {
            };
            case "fail" -> _ -> {
                throw new IllegalStateException("the reader broke");
            };
            case "leak" -> task -> task.memory().reserve(1000);
            case "heap" -> _ -> {
                throw new OutOfMemoryError("a test");
            };
            case "block" -> _ -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };
            case "spin" -> _ -> {
            };
            default -> throw new IllegalArgumentException(request.split().path());
        };
        return new Reader(request.split().path().equals("spin") ? Long.MAX_VALUE : 3, context, behaviour);
    }

    private static final class Reader implements BatchReader {

        private final long batches;
        private final TaskContext context;
        private final Consumer<TaskContext> behaviour;
        private long given;

        Reader(long batches, TaskContext context, Consumer<TaskContext> behaviour) {
            this.batches = batches;
            this.context = context;
            this.behaviour = behaviour;
        }

        @Override
        public @Nullable Batch next() {
            if (given == 1) {
                behaviour.accept(context);
            }
            return given++ < batches ? Batch.of(2, new LongVector(DataType.BIGINT, new long[] {given, -given}, 2, null)) : null;
        }

        @Override
        public boolean appliesFilters() {
            return false;
        }

        @Override
        public long bytesRead() {
            return 16 * given;
        }

        @Override
        public void close() {
            given = batches;
        }
    }

    @Override
    public Table open(SourceSpec spec, Config config) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WriteJob beginWrite(WriteSpec spec, Config config) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BatchWriter write(WriteSpec spec, String token, TaskContext context) {
        throw new UnsupportedOperationException();
    }
}
