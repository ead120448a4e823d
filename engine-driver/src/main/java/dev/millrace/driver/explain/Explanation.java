package dev.millrace.driver.explain;

import dev.millrace.config.Config;
import dev.millrace.driver.QueryPipeline;
import dev.millrace.driver.physical.BoundsSampler;
import dev.millrace.driver.stage.StageGraph;
import dev.millrace.driver.statistics.Statistics;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.spi.ExplainMode;
import dev.millrace.transport.OperatorMetrics;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * EXPLAIN: the forms of a plan, without running anything.
 *
 * <p>{@code String text = new Explanation(pipeline, config, cores).of(plan, ExplainMode.EXTENDED);}
 */
public final class Explanation {

    /** Range partitionings are shown, not sampled. */
    private static final BoundsSampler UNSAMPLED = (input, keys, partitions) -> {
        List<Field> fields = new ArrayList<>();
        keys.forEach(key -> fields.add(Field.of(key.expr().toString(), key.expr().type())));
        return new LocalRows(new Schema(fields), List.of());
    };

    private final QueryPipeline pipeline;
    private final Config config;
    private final int parallelism;

    public Explanation(QueryPipeline pipeline, Config config, int parallelism) {
        this.pipeline = pipeline;
        this.config = config;
        this.parallelism = parallelism;
    }

    /** ANALYZE prints the stages without what operators did: whoever runs the query prints them by {@link #analyzed}. */
    public String of(LogicalPlan plan, ExplainMode mode) {
        List<String> fired = new ArrayList<>();
        LogicalPlan optimized = pipeline.optimize(plan, config,
                (rule, before, after, nanos) -> fired
                        .add("rule " + rule + "  " + MetricsText.time(nanos) + "\n" + indented(PlanPrinter.logical(after))));
        PhysicalPlan physical = pipeline.physical(optimized, config, parallelism, UNSAMPLED, "");
        return switch (mode) {
            case SIMPLE -> section("Physical Plan", PlanPrinter.physical(physical));
            case EXTENDED -> section("Analyzed Plan", PlanPrinter.logical(plan))
                    + section("Optimized Plan", PlanPrinter.logical(optimized, new Statistics()))
                    + section("Physical Plan", PlanPrinter.physical(physical));
            case VERBOSE -> section("Analyzed Plan", PlanPrinter.logical(plan)) + section("Rules", String.join("", fired))
                    + section("Physical Plan", PlanPrinter.physical(physical));
            case STAGES, ANALYZE -> PlanPrinter.stages(pipeline.stages(physical));
        };
    }

    /**
     * EXPLAIN ANALYZE of a query that has run.
     *
     * @param metrics by stage number: the sum over the tasks for each operator, a node before its inputs, left to right
     * @param peak    most bytes held at once
     * @param budget  bytes that could have been held
     * @param spilled bytes written to disk to stay within the budget
     */
    public static String analyzed(StageGraph graph, Map<Integer, List<OperatorMetrics>> metrics, long peak, long budget, long spilled) {
        return PlanPrinter.stages(graph, metrics) + "\n" + MetricsText.total(peak, budget, spilled) + "\n";
    }

    private static String section(String title, String body) {
        return "== " + title + " ==\n" + body + (title.equals("Physical Plan") ? "" : "\n");
    }

    private static String indented(String text) {
        return "  " + text.stripTrailing().replace("\n", "\n  ") + "\n";
    }
}
