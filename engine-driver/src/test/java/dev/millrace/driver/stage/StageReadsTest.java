package dev.millrace.driver.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.millrace.plan.physical.CoalesceExec;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.types.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageReadsTest {

    private static final Schema NONE = Schema.of();

    @Test
    void aTaskReadsItsOwnPartitionAndAllOfABroadcast() {
        StageRead own = StageReads.of(read(2, 4)).getFirst();
        assertEquals(new StageRead.Range(3, 4), own.range(3));
        assertNull(own.range(4));
        StageRead broadcast = new StageRead(1, 0, 4, 1, true);
        assertEquals(new StageRead.Range(0, 1), broadcast.range(3));
    }

    @Test
    void belowAUnionOnlyItsOwnTasksRead() {
        PhysicalPlan union = new UnionExec(List.of(read(0, 2), read(1, 1), read(0, 2)), NONE);
        List<StageRead> reads = StageReads.of(union);
        assertEquals(List.of(new StageRead(0, 0, 2, 2, false), new StageRead(1, 2, 3, 1, true), new StageRead(0, 3, 5, 2, false)), reads);
        assertNull(reads.get(1).range(1));
        assertEquals(new StageRead.Range(0, 1), reads.get(1).range(2));
        assertEquals(new StageRead.Range(1, 2), reads.get(2).range(4));
    }

    @Test
    void aTaskThatMakesSeveralPartitionsReadsAll() {
        PhysicalPlan union = new UnionExec(List.of(read(0, 3), new CoalesceExec(read(1, 7), 2)), NONE);
        List<StageRead> reads = StageReads.of(union);
        assertEquals(new StageRead.Range(0, 7), reads.get(1).range(4));
        assertNull(reads.get(1).range(2));
        assertEquals(new StageRead.Range(0, 3), StageReads.of(new CoalesceExec(union, 2)).getFirst().range(1));
    }

    private static ShuffleReadExec read(int stage, int partitions) {
        return new ShuffleReadExec(stage, NONE, partitions, List.of(), false);
    }
}
