package dev.millrace.driver.stage;

import dev.millrace.plan.physical.CachedReadExec;
import dev.millrace.plan.physical.CoalesceExec;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.UnionExec;
import java.util.ArrayList;
import java.util.List;

/** Finds what the tasks of a fragment read of other stages. */
public final class StageReads {

    private final List<StageRead> reads = new ArrayList<>();

    private StageReads() {}

    /** In the order of the plan's leaves. */
    public static List<StageRead> of(PhysicalPlan fragment) {
        StageReads found = new StageReads();
        found.collect(fragment, 0, fragment.partitions(), false);
        return List.copyOf(found.reads);
    }

    private void collect(PhysicalPlan plan, int firstTask, int endTask, boolean whole) {
        switch (plan) {
            case ShuffleReadExec read -> {
                int partitions = read.broadcast() ? 1 : read.partitions();
                reads.add(new StageRead(read.stage(), firstTask, endTask, partitions, whole || partitions == 1));
            }
            case CachedReadExec read -> {
                boolean all = whole || read.partitions() == 1;
                reads.add(new StageRead(read.input(), firstTask, endTask, all ? 1 : read.partitions(), all, !all));
            }
            case UnionExec union when !whole -> {
                int first = firstTask;
                for (PhysicalPlan input : union.inputs()) {
                    collect(input, first, first + input.partitions(), false);
                    first += input.partitions();
                }
            }
            case CoalesceExec coalesce -> collect(coalesce.input(), firstTask, endTask, true);
            case PhysicalPlan other -> {
                for (PhysicalPlan child : other.children()) {
                    collect(child, firstTask, endTask, whole);
                }
            }
        }
    }
}
