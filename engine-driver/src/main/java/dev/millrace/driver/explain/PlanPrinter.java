package dev.millrace.driver.explain;

import dev.millrace.driver.stage.Stage;
import dev.millrace.driver.stage.StageGraph;
import dev.millrace.driver.statistics.Statistics;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ScanExec;
import dev.millrace.transport.OperatorMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints plans as indented trees, a node before its inputs. */
public final class PlanPrinter {

    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private PlanPrinter() {}

    public static String logical(LogicalPlan plan) {
        PlanPrinter printer = new PlanPrinter();
        printer.add(plan, 0);
        return printer.text.toString();
    }

    /** As {@link #logical(LogicalPlan)}, with the rows that an operation is thought to give where it changes their number. */
    public static String logical(LogicalPlan plan, Statistics statistics) {
        PlanPrinter printer = new PlanPrinter();
        printer.add(plan, 0, statistics);
        return printer.text.toString();
    }

    public static String physical(PhysicalPlan plan) {
        PlanPrinter printer = new PlanPrinter();
        printer.add(plan, 0, List.of(), 0);
        return printer.text.toString();
    }

    /** Stages in the order in which they run, each with where its rows go. */
    public static String stages(StageGraph graph) {
        return stages(graph, Map.of());
    }

    /**
     * As {@link #stages(StageGraph)}, each operator with what it did.
     *
     * @param metrics by stage number: the sum over the tasks for each operator, a node before its inputs, left to right
     */
    public static String stages(StageGraph graph, Map<Integer, List<OperatorMetrics>> metrics) {
        PlanPrinter printer = new PlanPrinter();
        for (Stage stage : graph.stages()) {
            printer.add(stage, stage == graph.result(), metrics.getOrDefault(stage.number(), List.of()));
        }
        return printer.text.toString();
    }

    private void add(Stage stage, boolean result, List<OperatorMetrics> metrics) {
        text.append(text.isEmpty() ? "" : "\n").append("== Stage ").append(stage.number()).append(" ==  tasks=").append(stage.tasks());
        List<String> reads = new ArrayList<>();
        for (int parent : stage.parents()) {
            reads.add("stage " + parent);
        }
        tables(stage.fragment(), reads);
        text.append(reads.isEmpty() ? "" : "  reads: " + String.join(", ", reads));
        text.append("  writes: ").append(result ? "result" : PhysicalText.partitioning(stage.output(), stage.fragment().schema()))
                .append('\n');
        if (stage.tasks() != stage.fragment().partitions()) {
            text.append("adapted: ").append(stage.fragment().partitions()).append(" partitions read by ").append(stage.tasks())
                    .append(stage.tasks() == 1 ? " task\n" : " tasks\n");
        }
        add(stage.fragment(), 0, metrics, 0);
    }

    private static void tables(PhysicalPlan plan, List<String> reads) {
        if (plan instanceof ScanExec scan) {
            reads.add("table " + Text.source(scan.source()));
        }
        for (PhysicalPlan child : plan.children()) {
            tables(child, reads);
        }
    }

    private void add(LogicalPlan plan, int depth) {
        text.append(INDENT.repeat(depth)).append(LogicalText.of(plan)).append('\n');
        for (LogicalPlan child : plan.children()) {
            add(child, depth + 1);
        }
    }

    private void add(LogicalPlan plan, int depth, Statistics statistics) {
        text.append(INDENT.repeat(depth)).append(LogicalText.of(plan)).append(rows(plan, statistics)).append('\n');
        for (LogicalPlan child : plan.children()) {
            add(child, depth + 1, statistics);
        }
    }

    private static String rows(LogicalPlan plan, Statistics statistics) {
        return switch (plan) {
            case Scan _, Filter _, Aggregate _, Join _ -> "  rows=" + Text.about(statistics.of(plan).rows());
            default -> "";
        };
    }

    /** Prints a tree and gives the position in {@code metrics} after it. */
    private int add(PhysicalPlan plan, int depth, List<OperatorMetrics> metrics, int position) {
        text.append(INDENT.repeat(depth)).append(PhysicalText.of(plan));
        if (position < metrics.size()) {
            text.append("  ").append(MetricsText.of(metrics.get(position)));
        }
        text.append('\n');
        int next = position + 1;
        for (PhysicalPlan child : plan.children()) {
            next = add(child, depth + 1, metrics, next);
        }
        return next;
    }
}
