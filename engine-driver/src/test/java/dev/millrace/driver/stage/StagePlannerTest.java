package dev.millrace.driver.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.driver.query.TestFunctions;
import dev.millrace.driver.query.TestPipeline;
import dev.millrace.driver.query.TpchQueries;
import dev.millrace.driver.query.Written;
import dev.millrace.expr.Call;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagePlannerTest {

    private static final Schema IDS = Schema.of(Field.of("id", DataType.BIGINT));

    @Test
    void anExchangeThatIsReadTwiceIsOneStage() {
        ExchangeExec shared = new ExchangeExec(new RangeExec(0, 10, 1, 3, IDS), new Partitioning.RoundRobin(2), List.of());
        StageGraph graph = new StagePlanner(TestFunctions.registry()).cut(new UnionExec(List.of(shared, shared), IDS));
        assertEquals(2, graph.stages().size());
        assertEquals(List.of(0), graph.result().parents());
        assertEquals(4, graph.result().tasks());
        assertEquals(3, graph.stages().getFirst().tasks());
    }

    @Test
    void equalExchangesAreOneStage() {
        ExchangeExec one = new ExchangeExec(new RangeExec(0, 10, 1, 3, IDS), new Partitioning.RoundRobin(2), List.of());
        ExchangeExec other = new ExchangeExec(new RangeExec(0, 10, 1, 3, IDS), new Partitioning.RoundRobin(2), List.of());
        StageGraph graph = new StagePlanner(TestFunctions.registry()).cut(new UnionExec(List.of(one, other), IDS));
        assertEquals(2, graph.stages().size());
    }

    @Test
    void whatGivesOtherRowsEachTimeRunsTwice() {
        Call random = new Call("rand", List.of(), DataType.DOUBLE, false);
        Schema schema = Schema.of(Field.of("r", DataType.DOUBLE));
        List<PhysicalPlan> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            PhysicalPlan numbers = new ProjectExec(new RangeExec(0, 10, 1, 3, IDS), List.of(random), schema);
            both.add(new ExchangeExec(numbers, new Partitioning.RoundRobin(2), List.of()));
        }
        assertEquals(3, new StagePlanner(TestFunctions.registry()).cut(new UnionExec(both, schema)).stages().size());
    }

    @Test
    void aPlanWithoutExchangeIsOneStage() {
        StageGraph graph = new StagePlanner(TestFunctions.registry()).cut(new RangeExec(0, 10, 1, 3, IDS));
        assertEquals(1, graph.stages().size());
        assertInstanceOf(Partitioning.Single.class, graph.result().output());
        assertEquals("range", graph.result().description());
    }

    @Test
    void stagesReadOnlyStagesBeforeThem() {
        for (Map.Entry<String, Written> query : TpchQueries.all().entrySet()) {
            StageGraph graph = new TestPipeline().stages(query.getValue());
            for (Stage stage : graph.stages()) {
                List<Integer> read = new ArrayList<>();
                collect(stage.fragment(), read);
                assertEquals(stage.parents(), read.stream().distinct().sorted().toList(), query.getKey());
                assertTrue(stage.parents().stream().allMatch(parent -> parent < stage.number()), query.getKey());
                assertTrue(stage.tasks() > 0, query.getKey());
                assertTrue(!stage.description().isEmpty(), query.getKey());
            }
        }
    }

    /** Stages that the fragment reads; fails on an exchange inside. */
    private static void collect(PhysicalPlan plan, List<Integer> read) {
        assertTrue(!(plan instanceof ExchangeExec), plan.toString());
        if (plan instanceof ShuffleReadExec shuffle) {
            read.add(shuffle.stage());
        }
        plan.children().forEach(child -> collect(child, read));
    }
}
