package dev.millrace.driver.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.driver.schedule.Determinism;
import dev.millrace.driver.stage.Stage;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.SortKey;
import dev.millrace.function.BuiltinFunctions;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.LimitExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageDeterminismTest {

    private static final Schema SCHEMA = Schema.of(Field.of("id", DataType.BIGINT));
    private static final PhysicalPlan RANGE = new RangeExec(0, 10, 1, 2, SCHEMA);
    private static final PhysicalPlan READ = new ShuffleReadExec(0, SCHEMA, 2, List.of(), false);
    private static final Expr ID = new InputRef(0, DataType.BIGINT, false, "id");
    private static final List<SortKey> KEYS = List.of(new SortKey(ID, true, true));

    private final StageDeterminism determinism = new StageDeterminism(BuiltinFunctions.registry());

    private Determinism of(int number, PhysicalPlan plan) {
        return determinism.of(new Stage(number, plan, new Partitioning.Single(), plan.partitions(), List.of(), ""));
    }

    private static PhysicalPlan aggregate(PhysicalPlan input, String function, DataType type) {
        AggregateCall call = new AggregateCall(function, List.of(ID), false, null, List.of(), type, true);
        return new HashAggregateExec(input, HashAggregateExec.Mode.SINGLE, List.of(ID), List.of(call), SCHEMA);
    }

    private static PhysicalPlan project(PhysicalPlan input, String function) {
        return new ProjectExec(input, List.of(new Call(function, List.of(), DataType.DOUBLE, false)), SCHEMA);
    }

    @Test
    void whatReadsFixedRowsInAFixedOrderIsDeterminate() {
        assertEquals(Determinism.DETERMINATE, of(0, RANGE));
        assertEquals(Determinism.DETERMINATE, of(1, new LimitExec(READ, 5, 0)));
        assertEquals(Determinism.DETERMINATE, of(2, new TopNExec(READ, KEYS, 5)));
        assertEquals(Determinism.DETERMINATE, of(3, new SampleExec(READ, 0, 0.5, false, 7)));
    }

    @Test
    void tablesMayGiveAnotherOrder() {
        assertEquals(Determinism.UNORDERED, of(0, aggregate(RANGE, "sum", DataType.BIGINT)));
        assertEquals(Determinism.UNORDERED, of(1, new SortExec(READ, KEYS)));
        assertEquals(Determinism.UNORDERED, of(2, aggregate(READ, "max", DataType.BIGINT)));
    }

    @Test
    void whatLooksAtThatOrderMayGiveOtherRows() {
        of(0, aggregate(RANGE, "sum", DataType.BIGINT));
        assertEquals(Determinism.INDETERMINATE, of(1, new LimitExec(READ, 5, 0)));
        assertEquals(Determinism.INDETERMINATE, of(2, new TopNExec(READ, KEYS, 5)));
        assertEquals(Determinism.INDETERMINATE, of(3, new SampleExec(READ, 0, 0.5, false, 7)));
        assertEquals(Determinism.INDETERMINATE, of(4, aggregate(READ, "collect_list", DataType.array(DataType.BIGINT))));
        assertEquals(Determinism.INDETERMINATE, of(5, aggregate(READ, "first", DataType.BIGINT)));
        assertEquals(Determinism.INDETERMINATE, of(6, aggregate(READ, "sum", DataType.DOUBLE)));
    }

    @Test
    void chanceIsSeenWhereverItStands() {
        assertEquals(Determinism.INDETERMINATE, of(0, project(RANGE, "rand")));
        assertEquals(Determinism.INDETERMINATE, of(1, aggregate(READ, "sum", DataType.BIGINT)), "it passes on");
        assertEquals(Determinism.DETERMINATE, of(2, project(RANGE, "pi")));
    }
}
