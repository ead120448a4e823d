package dev.millrace.executor.operator;

import dev.millrace.executor.operator.scan.ScanOperator;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.transport.OperatorMetrics;
import java.util.ArrayList;
import java.util.List;

/** A node of a fragment with the operators that run it in one task: mostly one, none for an input of a union that another task reads. */
final class OperatorNode {

    private final PhysicalPlan plan;
    private final int number;
    private final List<OperatorNode> inputs = new ArrayList<>();
    private final List<Operator> running = new ArrayList<>();

    private OperatorNode(PhysicalPlan plan, int number) {
        this.plan = plan;
        this.number = number;
    }

    static OperatorNode of(PhysicalPlan fragment) {
        return of(fragment, new int[1]);
    }

    private static OperatorNode of(PhysicalPlan plan, int[] numbers) {
        OperatorNode node = new OperatorNode(plan, numbers[0]++);
        for (PhysicalPlan child : plan.children()) {
            node.inputs.add(of(child, numbers));
        }
        return node;
    }

    PhysicalPlan plan() {
        return plan;
    }

    /** Position among the fragment's nodes, a node before its inputs. */
    int number() {
        return number;
    }

    OperatorNode input(int input) {
        return inputs.get(input);
    }

    List<OperatorNode> inputs() {
        return inputs;
    }

    <T extends Operator> T runs(T operator) {
        running.add(operator);
        return operator;
    }

    long rowsScanned() {
        long rows = 0;
        for (Operator operator : running) {
            rows += operator instanceof ScanOperator ? operator.stats().rows() : 0;
        }
        for (OperatorNode input : inputs) {
            rows += input.rowsScanned();
        }
        return rows;
    }

    void collect(List<OperatorMetrics> into) {
        long inputNanos = 0;
        for (OperatorNode input : inputs) {
            inputNanos += input.nanos();
        }
        long rows = 0;
        long batches = 0;
        long bytes = 0;
        long peak = 0;
        long spilled = 0;
        for (Operator operator : running) {
            OperatorStats stats = operator.stats();
            rows += stats.rows();
            batches += stats.batches();
            bytes += stats.bytes();
            peak = Math.max(peak, stats.peakMemory());
            spilled += stats.spillBytes();
        }
        String name = running.isEmpty() ? plan.getClass().getSimpleName() : running.getFirst().stats().name();
        into.add(new OperatorMetrics(name, rows, batches, bytes, Math.max(0, nanos() - inputNanos), peak, spilled));
        inputs.forEach(input -> input.collect(into));
    }

    private long nanos() {
        long nanos = 0;
        for (Operator operator : running) {
            nanos += operator.stats().nanos();
        }
        return nanos;
    }
}
