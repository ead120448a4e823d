package dev.millrace.executor.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Vector;
import dev.millrace.config.Config;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.expr.SortKey;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.ScanExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.shuffle.store.BlockStore;
import dev.millrace.spi.Split;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource.BlockStream;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import dev.millrace.transport.TaskOutcome;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorNodeTest {

    private static final Schema NUMBERS = Schema.of(new Field("id", DataType.BIGINT, false));
    private static final JobId JOB = new JobId("", 7);
    private static final Expr ID = new InputRef(0, DataType.BIGINT, false, "id");

    @TempDir
    Path spillRoot;

    private final MemoryPool memory = MemoryPool.root("test", 64 << 20);
    private final MemoryPool blockMemory = memory.child("blocks", MemoryPool.UNLIMITED);
    private final MemoryPool taskMemory = memory.child("tasks", 32 << 20);
    private final RecordingDriver driver = new RecordingDriver();
    private final GatedSource source = new GatedSource();
    private final BlockStore store = new BlockStore(ExecutorId.LOCAL, blockMemory, Path.of("target", "shuffle"));
    private ExecutorNode node;

    private ExecutorNode node(int slots) {
        node = new ExecutorNode(ExecutorId.LOCAL, slots, taskMemory, Map.of("gated", source), store, store, driver, spillRoot);
        return node;
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        node.close();
        store.close();
        taskMemory.close();
        blockMemory.close();
        memory.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("executor-local")
                || thread.getName().startsWith("j7.")), "a thread is left");
        try (var left = Files.list(spillRoot)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private static TaskAttemptId attempt(int stage, int partition) {
        return new TaskAttemptId(new StageId(JOB, stage), partition, 0);
    }

    private static TaskDescription task(TaskAttemptId attempt, PhysicalPlan plan, Partitioning output,
            Map<Integer, List<MapOutput>> inputs) {
        Map<Integer, ShuffleInput> slices = new HashMap<>();
        inputs.forEach((stage, outputs) -> slices.put(stage, slice(attempt.partition(), outputs)));
        return new TaskDescription(attempt, plan, output, slices, Config.EMPTY);
    }

    private static ShuffleInput slice(int partition, List<MapOutput> outputs) {
        int read = outputs.getFirst().rows().size() == 1 ? 0 : partition;
        return new ShuffleInput(outputs, read, read + 1);
    }

    private static PhysicalPlan scan(String behaviour) {
        SourceSpec spec = new SourceSpec("gated", List.of(behaviour), Map.of(), Optional.empty());
        return new ScanExec(spec, NUMBERS, List.of(0), NUMBERS, List.of(new Compare(Compare.Op.GT, ID, Literal.of(0L))), -1,
                List.of(List.of(new Split(behaviour, 0, 1, 1, 0, List.of()))));
    }

    private TaskOutcome.Succeeded succeeded() throws InterruptedException {
        RecordingDriver.Ended ended = driver.next();
        return assertInstanceOf(TaskOutcome.Succeeded.class, ended.outcome(), () -> ended.outcome().toString());
    }

    private TaskOutcome.Failed failed(PhysicalPlan plan) throws InterruptedException {
        node(1).launch(task(attempt(0, 0), plan, new Partitioning.Single(), Map.of()));
        return assertInstanceOf(TaskOutcome.Failed.class, driver.next().outcome());
    }

    private List<Long> read(MapOutput output, int partition) {
        List<Long> values = new ArrayList<>();
        try (BlockStream stream = store.open(new BlockId(output.attempt(), partition))) {
            for (Block block = stream.next(); block != null; block = stream.next()) {
                Batch batch = BlockDecoder.decode(block);
                Vector column = batch.column(0);
                for (int row = 0; row < batch.length(); row++) {
                    values.add(((LongVector) column).values()[row]);
                }
                block.release();
            }
        }
        return values;
    }

    @Test
    void rowsGoThroughTwoStages() throws InterruptedException {
        node(2);
        PhysicalPlan even = new FilterExec(new RangeExec(0, 100_000, 1, 3, NUMBERS), new Compare(Compare.Op.EQ,
                new Arithmetic(Arithmetic.Op.REMAINDER, ID, Literal.of(2L), DataType.BIGINT, OnError.THROW), Literal.of(0L)));
        for (int partition = 0; partition < 3; partition++) {
            node.launch(task(attempt(0, partition), even, new Partitioning.Hash(List.of(ID), 4), Map.of()));
        }
        List<MapOutput> outputs = List.of(succeeded().output(), succeeded().output(), succeeded().output());
        PhysicalPlan sorted = new SortExec(new ShuffleReadExec(0, NUMBERS, 4, List.of(), false), List.of(SortKey.ascending(ID)));
        for (int partition = 0; partition < 4; partition++) {
            node.launch(task(attempt(1, partition), sorted, new Partitioning.Single(), Map.of(0, outputs)));
        }
        List<MapOutput> results = List.of(succeeded().output(), succeeded().output(), succeeded().output(), succeeded().output());
        List<Long> all = new ArrayList<>();
        for (MapOutput result : results) {
            List<Long> part = read(result, 0);
            assertEquals(part.stream().sorted().toList(), part);
            assertTrue(part.size() > 10_000, "a partition of " + part.size());
            all.addAll(part);
        }
        assertEquals(LongStream.range(0, 50_000).map(id -> 2 * id).boxed().toList(), all.stream().sorted().toList());
        assertEquals(outputs.stream().mapToLong(MapOutput::checksum).sum(), results.stream().mapToLong(MapOutput::checksum).sum());
    }

    @Test
    void sortedOutputsAreMerged() throws InterruptedException {
        node(2);
        PhysicalPlan descending = new SortExec(new RangeExec(0, 30_000, 1, 3, NUMBERS), List.of(SortKey.descending(ID)));
        List<MapOutput> outputs = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            node.launch(task(attempt(0, partition), descending, new Partitioning.Single(), Map.of()));
            outputs.add(succeeded().output());
        }
        node.launch(
                task(attempt(1, 0), new ShuffleReadExec(0, NUMBERS, 1, List.of(SortKey.descending(ID)), false), new Partitioning.Single(),
                        Map.of(0, outputs)));
        assertEquals(LongStream.range(0, 30_000).map(id -> 29_999 - id).boxed().toList(), read(succeeded().output(), 0));
    }

    @Test
    void broadcastTableIsBuiltOnceForAllTasks() throws InterruptedException {
        node(2);
        node.launch(task(attempt(0, 0), new RangeExec(0, 5_000, 1, 1, NUMBERS), new Partitioning.Broadcast(), Map.of()));
        List<MapOutput> inputs = List.of(succeeded().output());
        ShuffleReadExec small = new ShuffleReadExec(0, NUMBERS, 6, List.of(), true);
        PhysicalPlan join = new HashJoinExec(new RangeExec(0, 60_000, 1, 6, NUMBERS), small, JoinType.SEMI, Side.RIGHT, true, List.of(ID),
                List.of(ID), List.of(false), Literal.TRUE, NUMBERS);
        for (int partition = 0; partition < 6; partition++) {
            node.launch(task(attempt(1, partition), join, new Partitioning.Single(), Map.of(0, inputs)));
        }
        long rows = 0;
        long readForTable = 0;
        for (int partition = 0; partition < 6; partition++) {
            TaskOutcome.Succeeded outcome = succeeded();
            rows += outcome.output().rows().getFirst();
            assertEquals(3, outcome.metrics().size());
            readForTable += outcome.metrics().get(2).rows();
        }
        assertEquals(5_000, rows);
        assertEquals(5_000, readForTable, "rows read to build tables");
        assertTrue(taskMemory.used() > 0, "the table stays for later tasks");
        node.dropStage(new StageId(JOB, 0));
        assertEquals(0, taskMemory.used());
    }

    @Test
    void scanFiltersAreAppliedWhenTheReaderDoesNot() throws InterruptedException {
        node(1).launch(task(attempt(0, 0), scan("count"), new Partitioning.Single(), Map.of()));
        TaskOutcome.Succeeded outcome = succeeded();
        assertEquals(List.of(1L, 2L, 3L), read(outcome.output(), 0));
        assertEquals(3, outcome.metrics().getFirst().rows());
        assertEquals(64, outcome.metrics().getFirst().bytes());
    }

    @Test
    void failuresAreTyped() throws InterruptedException {
        TaskOutcome.Failed failed = failed(scan("fail"));
        assertEquals(ErrorCondition.INTERNAL_ERROR, failed.error().condition());
        assertInstanceOf(IllegalStateException.class, failed.error().getCause());
    }

    @Test
    void engineErrorsAreKept() throws InterruptedException {
        PhysicalPlan divide = new ProjectExec(new RangeExec(0, 10, 1, 1, NUMBERS), List.of(
                new Arithmetic(Arithmetic.Op.INTEGRAL_DIVIDE, Literal.of(1L), ID, DataType.BIGINT, OnError.THROW)), NUMBERS);
        assertEquals(ErrorCondition.DIVIDE_BY_ZERO, failed(divide).error().condition());
    }

    @Test
    void exhaustedHeapIsAMemoryError() throws InterruptedException {
        assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, failed(scan("heap")).error().condition());
    }

    @Test
    void leakFailsTheTask() throws InterruptedException {
        TaskOutcome.Failed failed = failed(scan("leak"));
        assertEquals(ErrorCondition.INTERNAL_ERROR, failed.error().condition());
        assertTrue(failed.error().getMessage().contains("1000 B"), failed.error().getMessage());
        assertEquals(0, blockMemory.used(), "its output is discarded");
    }

    @Test
    void lostBlockIsNamed() throws InterruptedException {
        TaskAttemptId gone = attempt(0, 5);
        MapOutput output = new MapOutput(gone, new ExecutorId("dead"), List.of(1L), List.of(8L), 0);
        node(1).launch(task(attempt(1, 0), new ShuffleReadExec(0, NUMBERS, 1, List.of(), false), new Partitioning.Single(),
                Map.of(0, List.of(output))));
        TaskOutcome.FetchFailed failed = assertInstanceOf(TaskOutcome.FetchFailed.class, driver.next().outcome());
        assertEquals(new BlockId(gone, 0), failed.lost());
        assertEquals(new ExecutorId("dead"), failed.executor());
    }

    @Test
    void cancelledTaskEndsSoonAndSaysNothing() throws InterruptedException {
        for (String behaviour : List.of("spin", "block")) {
            node(1).launch(task(attempt(0, 0), scan(behaviour), new Partitioning.Single(), Map.of()));
            source.reading.await();
            node.cancel(attempt(0, 0));
            node.launch(task(attempt(0, 1), new RangeExec(0, 10, 1, 2, NUMBERS), new Partitioning.Single(), Map.of()));
            long start = System.nanoTime();
            assertEquals(attempt(0, 1), driver.next().attempt(), "the slot is free again");
            assertTrue(System.nanoTime() - start < 5_000_000_000L, "cancelling " + behaviour + " took seconds");
            node.close();
            store.dropJob(JOB);
        }
        assertTrue(driver.isQuiet());
    }

    @Test
    void waitingTaskIsCancelledWithoutRunning() throws InterruptedException {
        node(1).launch(task(attempt(0, 0), scan("block"), new Partitioning.Single(), Map.of()));
        source.reading.await();
        node.launch(task(attempt(0, 1), new RangeExec(0, 10, 1, 2, NUMBERS), new Partitioning.Single(), Map.of()));
        node.cancel(attempt(0, 1));
        node.cancel(attempt(0, 0));
        node.launch(task(attempt(0, 2), new RangeExec(0, 10, 1, 3, NUMBERS), new Partitioning.Single(), Map.of()));
        assertEquals(attempt(0, 2), driver.next().attempt());
        assertTrue(driver.isQuiet());
    }

    @Test
    void droppedJobLeavesNothing() throws InterruptedException {
        node(2).launch(task(attempt(0, 0), new RangeExec(0, 10_000, 1, 2, NUMBERS), new Partitioning.Single(), Map.of()));
        succeeded();
        assertTrue(blockMemory.used() > 0);
        node.launch(task(attempt(1, 0), scan("spin"), new Partitioning.Single(), Map.of()));
        source.reading.await();
        node.dropJob(JOB);
        assertEquals(0, blockMemory.used());
        node.close();
        assertEquals(0, taskMemory.used());
        assertTrue(driver.isQuiet());
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
