package dev.millrace.driver.stage;

import dev.millrace.plan.physical.ExpandExec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.GenerateExec;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.SortExec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells which stages give the same rows however the partitions they read are shared out among their tasks. */
final class Adaptable {

    private Adaptable() {}

    /** True when every task reads one partition of some parents, and of others all, and nothing depends on a task's number. */
    static boolean is(PhysicalPlan fragment) {
        boolean shares = false;
        for (StageRead read : StageReads.of(fragment)) {
            boolean own = !read.whole() && !read.byOutput() && read.firstTask() == 0 && read.endTask() == read.partitions();
            if (!own && (!read.whole() || read.parent() < 0)) {
                return false;
            }
            shares |= own;
        }
        return shares && readsStagesOnly(fragment);
    }

    /** Inputs of a join whose partitions may be read in parts, each with the whole other side. */
    static Set<Integer> splittable(PhysicalPlan fragment) {
        PhysicalPlan plan = fragment;
        while (plan instanceof FilterExec || plan instanceof ProjectExec || plan instanceof ExpandExec || plan instanceof GenerateExec
                || plan instanceof HashAggregateExec aggregate && aggregate.mode() == HashAggregateExec.Mode.PARTIAL) {
            plan = plan.children().getFirst();
        }
        if (!(plan instanceof HashJoinExec join) || join.broadcast()) {
            return Set.of();
        }
        Set<Integer> parents = new LinkedHashSet<>();
        List<Integer> left = streamed(join.left());
        List<Integer> right = streamed(join.right());
        if (left.size() == 1 && right.size() == 1 && !left.equals(right)) {
            switch (join.type()) {
                case INNER -> {
                    parents.addAll(left);
                    parents.addAll(right);
                }
                case LEFT, SEMI, ANTI -> parents.addAll(left);
                case RIGHT -> parents.addAll(right);
                case FULL, CROSS, NULL_AWARE_ANTI -> {
                }
            }
        }
        return parents;
    }

    /** The stage that a side reads row by row; empty when rows with equal keys must meet on the way. */
    private static List<Integer> streamed(PhysicalPlan side) {
        PhysicalPlan plan = side;
        while (plan instanceof FilterExec || plan instanceof ProjectExec || plan instanceof SortExec) {
            plan = plan.children().getFirst();
        }
        return plan instanceof ShuffleReadExec read && !read.broadcast() && read.partitions() > 1 ? List.of(read.stage()) : List.of();
    }

    private static boolean readsStagesOnly(PhysicalPlan plan) {
        if (plan instanceof SampleExec || plan.children().isEmpty() && !(plan instanceof ShuffleReadExec)) {
            return false;
        }
        for (PhysicalPlan child : plan.children()) {
            if (!readsStagesOnly(child)) {
                return false;
            }
        }
        return true;
    }
}
