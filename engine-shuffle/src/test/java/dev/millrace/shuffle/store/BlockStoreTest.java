package dev.millrace.shuffle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.columnar.LongVector;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource.BlockStream;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockStoreTest {

    private static final Schema SCHEMA = Schema.of(Field.of("id", DataType.BIGINT));
    private static final JobId JOB = new JobId("", 1);

    private final MemoryPool root = MemoryPool.root("test", 1 << 20);
    private BlockStore store;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        store = new BlockStore(ExecutorId.LOCAL, root, folder);
    }

    @AfterEach
    void nothingIsHeld() throws IOException {
        store.close();
        root.close();
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private void commit(TaskAttemptId attempt, List<List<Block>> partitions) {
        StoredOutput output = store.begin(attempt, partitions.size(), SCHEMA);
        for (int partition = 0; partition < partitions.size(); partition++) {
            for (Block block : partitions.get(partition)) {
                output.add(partition, block);
            }
        }
        store.commit(output);
    }

    private static TaskAttemptId attempt(int stage, int partition) {
        return new TaskAttemptId(new StageId(JOB, stage), partition, 0);
    }

    private Block block(long... values) {
        return BlockEncoder.encode(SCHEMA, Batch.of(values.length, new LongVector(DataType.BIGINT, values, values.length, null)),
                store.memory());
    }

    private static long first(Block block) {
        return ((LongVector) BlockDecoder.decode(block).column(0)).values()[0];
    }

    private void assertLost(ExecutorId executor, BlockId id) {
        EngineException lost = assertThrows(EngineException.class, () -> store.open(executor, id));
        assertEquals(ErrorCondition.SHUFFLE_BLOCK_LOST, lost.condition());
        assertTrue(lost.getMessage().contains(id.toString()), lost.getMessage());
    }

    @Test
    void blocksComeInOrderWithoutCopy() {
        Block one = block(1);
        Block two = block(2);
        commit(attempt(0, 0), List.of(List.of(), List.of(one, two)));
        try (BlockStream stream = store.open(new BlockId(attempt(0, 0), 1))) {
            Block given = stream.next();
            assertEquals(one, given);
            assertNotNull(given);
            given.release();
            Block second = stream.next();
            assertNotNull(second);
            assertEquals(2, first(second));
            second.release();
            assertNull(stream.next());
        }
        try (BlockStream empty = store.open(ExecutorId.LOCAL, new BlockId(attempt(0, 0), 0))) {
            assertNull(empty.next());
        }
    }

    @Test
    void whatIsNotThereIsLost() {
        commit(attempt(0, 0), List.of(List.of(block(1))));
        assertLost(ExecutorId.LOCAL, new BlockId(attempt(0, 1), 0));
        assertLost(ExecutorId.LOCAL, new BlockId(attempt(0, 0), 7));
        assertLost(new ExecutorId("another"), new BlockId(attempt(0, 0), 0));
    }

    @Test
    void dropWhileReadingLeavesTheReaderItsBlocks() {
        commit(attempt(0, 0), List.of(List.of(block(1), block(2), block(3))));
        try (BlockStream stream = store.open(new BlockId(attempt(0, 0), 0))) {
            Block one = stream.next();
            assertNotNull(one);
            store.dropStage(new StageId(JOB, 0));
            assertLost(ExecutorId.LOCAL, new BlockId(attempt(0, 0), 0));
            assertEquals(1, first(one));
            one.release();
            Block two = stream.next();
            assertNotNull(two);
            assertEquals(2, first(two));
            two.release();
            assertTrue(root.used() > 0);
        }
        assertEquals(0, root.used());
    }

    @Test
    void onlyWhatIsNamedIsDropped() {
        commit(attempt(0, 0), List.of(List.of(block(1))));
        commit(attempt(1, 0), List.of(List.of(block(2))));
        commit(attempt(1, 1), List.of(List.of(block(3))));
        store.dropStage(new StageId(JOB, 0));
        store.discard(attempt(1, 0));
        store.dropJob(new JobId("other", 1));
        assertLost(ExecutorId.LOCAL, new BlockId(attempt(0, 0), 0));
        assertLost(ExecutorId.LOCAL, new BlockId(attempt(1, 0), 0));
        store.open(new BlockId(attempt(1, 1), 0)).close();
        store.dropJob(JOB);
        assertLost(ExecutorId.LOCAL, new BlockId(attempt(1, 1), 0));
        assertEquals(0, root.used());
    }

    @Test
    void spilledBlocksAreReadFromDisk() {
        commit(attempt(0, 0), List.of(List.of(block(1), block(2)), List.of(block(3))));
        assertTrue(store.spillableBytes() > 0);
        assertTrue(store.spill() > 0);
        assertEquals(0, root.used());
        assertEquals(0, store.spill());
        try (BlockStream stream = store.open(new BlockId(attempt(0, 0), 0))) {
            store.dropJob(JOB);
            for (long expected = 1; expected <= 2; expected++) {
                Block block = stream.next();
                assertNotNull(block);
                assertEquals(expected, first(block));
                block.release();
            }
            assertNull(stream.next());
        }
        assertLost(ExecutorId.LOCAL, new BlockId(attempt(0, 0), 1));
    }

    @Test
    void whatIsNotCommittedIsNotThere() {
        StoredOutput output = store.begin(attempt(0, 0), 1, SCHEMA);
        output.add(0, block(1));
        assertLost(ExecutorId.LOCAL, new BlockId(attempt(0, 0), 0));
        store.abandon(output);
        assertEquals(0, root.used());
    }

    @Test
    void anAttemptIsCommittedOnce() {
        commit(attempt(0, 0), List.of(List.of(block(1))));
        assertThrows(IllegalStateException.class, () -> commit(attempt(0, 0), List.of(List.of(block(2)))));
    }
}
