package dev.millrace.executor.operator.sink;

import static dev.millrace.executor.harness.Batches.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.harness.Batches;
import dev.millrace.executor.harness.OperatorHarness;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.OperatorStats;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.WriteMode;
import dev.millrace.plan.WriteSpec;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.WriteExec;
import dev.millrace.spi.WrittenFile;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A write gives no row, so each run is followed by a look at the files: the rows of a finished one, none of an unfinished one. */
final class WriteOperatorTest {

    private static final Schema SCHEMA = Schema.of(Field.of("id", DataType.BIGINT), Field.of("name", DataType.STRING),
            Field.of("ok", DataType.BOOLEAN), Field.of("tags", new DataType.ArrayType(DataType.STRING, true)));
    private static final WriteExec PLAN = new WriteExec(new LocalTableExec(new LocalRows(SCHEMA, List.of())),
            new WriteSpec("memory", "/result", WriteMode.ERROR_IF_EXISTS, Map.of(), List.of(), SCHEMA), "token");

    private static List<List<@Nullable Object>> rows(int count) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            rows.add(row(i, i % 7 == 0 ? null : "name " + i % 5, i % 3 == 0, i % 11 == 0 ? null : List.of("t" + i % 4, "u")));
        }
        return rows;
    }

    private static OperatorHarness harness(int partition, MemorySink.Failure failure) {
        return OperatorHarness.verify((inputs, task) -> {
            MemorySink sink = new MemorySink(failure);
            return new ReadBack(new WriteOperator(PLAN, partition, inputs.getFirst(), sink, task), sink, partition == 0);
        });
    }

    @Test
    void writesTheRowsOfItsInput() {
        for (int partition : new int[] {0, 3}) {
            harness(partition, MemorySink.Failure.NONE).input(SCHEMA, rows(500)).alsoWith(MemorySink.WRITER_BYTES).expect(rows(500));
        }
    }

    @Test
    void manyBatchesGoToOneFile() {
        int count = 2 * Batch.ROWS + 1;
        harness(1, MemorySink.Failure.NONE).input(SCHEMA, rows(count)).expect(rows(count));
    }

    @Test
    void onlyTheFirstPartitionWritesAFileWithoutRows() {
        for (int partition : new int[] {0, 1}) {
            harness(partition, MemorySink.Failure.NONE).input(SCHEMA, List.of()).alsoWith(MemorySink.WRITER_BYTES).expect(List.of());
        }
    }

    @Test
    void aWriterThatFailsLeavesNothing() {
        for (MemorySink.Failure failure : List.of(MemorySink.Failure.OPENING, MemorySink.Failure.SECOND_BATCH,
                MemorySink.Failure.FINISHING)) {
            List<List<@Nullable Object>> first = rows(20);
            harness(0, failure).inputBatches(SCHEMA, List.of(Batches.of(SCHEMA, first), Batches.of(SCHEMA, first)))
                    .expectError(ErrorCondition.CANNOT_WRITE_FILE);
        }
    }

    @Test
    void tooLittleMemoryForTheWriter() {
        harness(0, MemorySink.Failure.NONE).input(SCHEMA, rows(50)).memory(MemorySink.WRITER_BYTES - 1)
                .expectError(ErrorCondition.MEMORY_LIMIT_EXCEEDED);
    }

    /** Runs a write to its end and gives the rows of the file that it reports; when closed, looks at what it left. */
    private static final class ReadBack implements Operator {

        private final WriteOperator write;
        private final MemorySink sink;
        private final boolean always;
        private boolean ended;

        ReadBack(WriteOperator write, MemorySink sink, boolean always) {
            this.write = write;
            this.sink = sink;
            this.always = always;
        }

        @Override
        public Schema schema() {
            return SCHEMA;
        }

        @Override
        public @Nullable Batch next() {
            if (ended) {
                assertNull(write.next(), "a write gives no batch");
                return null;
            }
            assertEquals(Schema.EMPTY, write.schema());
            assertNull(write.next(), "a write gives no batch");
            ended = true;
            if (write.files().isEmpty()) {
                assertTrue(!always && sink.opened() == 0, "a partition with rows, or the first one, reports its file");
                return null;
            }
            WrittenFile file = write.files().getFirst();
            List<List<@Nullable Object>> rows = sink.files().get(file.temporaryPath());
            assertEquals(rows.size(), file.rows());
            return rows.isEmpty() ? null : Batches.of(SCHEMA, rows);
        }

        @Override
        public OperatorStats stats() {
            return write.stats();
        }

        @Override
        public void close() {
            write.close();
            assertEquals(sink.opened(), sink.closed(), "every writer is closed, once");
            List<String> reported = write.files().stream().map(WrittenFile::temporaryPath).toList();
            assertEquals(reported, List.copyOf(sink.files().keySet()), "what is there is what was reported");
            assertTrue(ended || reported.isEmpty(), "an unfinished write leaves nothing");
        }
    }
}
