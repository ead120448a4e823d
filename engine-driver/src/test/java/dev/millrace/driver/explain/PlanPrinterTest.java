package dev.millrace.driver.explain;

import static dev.millrace.driver.query.Written.call;
import static dev.millrace.driver.query.Written.col;
import static dev.millrace.driver.query.Written.from;
import static dev.millrace.driver.query.Written.star;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.driver.query.TestPipeline;
import dev.millrace.driver.stage.StageGraph;
import dev.millrace.spi.ExplainMode;
import dev.millrace.transport.OperatorMetrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanPrinterTest {

    private final TestPipeline pipeline = new TestPipeline();

    @Test
    void operatorsEndWithWhatTheyDid() {
        StageGraph graph = pipeline.stages(from("t").groupBy(col("a")).agg(call("count", star())));
        List<OperatorMetrics> metrics = List.of(new OperatorMetrics("HashAggregateExec", 10, 1, 0, 1_500_000, 2048, 0),
                new OperatorMetrics("ScanExec", 1000, 2, 20_000, 2_000_000_000L, 3L << 20, 1));
        assertEquals("""
                == Stage 0 ==  tasks=1  reads: table parquet t  writes: result
                HashAggregateExec  SINGLE  by [a]  compute [count(*)]  rows=10 batches=1 bytes=0B time=1.5ms mem=2.0KiB spill=0B
                  ScanExec  parquet t [a]  partitions=1  rows=1000 batches=2 bytes=19.5KiB time=2.0s mem=3.0MiB spill=1B

                peak=5.0GiB budget=0B spilled=1B
                """, Explanation.analyzed(graph, Map.of(0, metrics), 5L << 30, 0, 1));
    }

    @Test
    void verboseNamesTheRulesThatFired() {
        Explanation explanation = new Explanation(pipeline.pipeline(), pipeline.config(), TestPipeline.CORES);
        String text = explanation.of(pipeline.analyze(from("t").select(col("a"))), ExplainMode.VERBOSE);
        assertTrue(text.contains("rule prune_columns") && text.contains("rule remove_aliases"), text);
        assertTrue(explanation.of(pipeline.analyze(from("t")), ExplainMode.SIMPLE).startsWith("== Physical Plan ==\nScanExec  parquet t"));
    }
}
