package dev.millrace.driver.physical;

import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.plan.physical.CachedReadExec;
import dev.millrace.plan.physical.CoalesceExec;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.ExpandExec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.GenerateExec;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.LimitExec;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.NestedLoopJoinExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.plan.physical.ScanExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.plan.physical.WriteExec;
import java.util.ArrayList;
import java.util.List;

/** Which columns a plan's partitions are hashed by, so that an exchange that would change nothing is left out. */
final class Distribution {

    private static final int NONE = -1;

    private Distribution() {}

    /** True when rows with equal keys are in one partition already. */
    static boolean groups(PhysicalPlan plan, List<Expr> keys) {
        if (plan.partitions() == 1) {
            return true;
        }
        List<Integer> wanted = ordinals(keys);
        for (List<Integer> hashed : hashedBy(plan)) {
            if (wanted.containsAll(hashed)) {
                return true;
            }
        }
        return false;
    }

    /** True when the plan is partitioned by the hash of exactly these keys, in this order. */
    static boolean isHashedBy(PhysicalPlan plan, List<Expr> keys) {
        return hashedBy(plan).contains(ordinals(keys));
    }

    /** Positions of the columns that the partitions are hashed by, in each way that is known: a join's keys are equal on both sides. */
    private static List<List<Integer>> hashedBy(PhysicalPlan plan) {
        return switch (plan) {
            case ExchangeExec(var _, Partitioning.Hash(var keys, var _), var _, var _) -> known(List.of(ordinals(keys)));
            case FilterExec(var input, var _) -> hashedBy(input);
            case SortExec(var input, var _) -> hashedBy(input);
            case TopNExec(var input, var _, var _) -> hashedBy(input);
            case LimitExec(var input, var _, var _) -> hashedBy(input);
            case SampleExec sample -> hashedBy(sample.input());
            case WindowExec window -> hashedBy(window.input());
            case GenerateExec generate -> hashedBy(generate.input());
            case ProjectExec(var input, var columns, var _) -> through(hashedBy(input), columns);
            case HashAggregateExec aggregate -> through(hashedBy(aggregate.input()), aggregate.keys());
            case HashJoinExec join -> joined(join);
            case ExchangeExec _, ScanExec _, LocalTableExec _, RangeExec _, NestedLoopJoinExec _, UnionExec _,
                    ExpandExec _, CoalesceExec _, WriteExec _, ShuffleReadExec _, CachedReadExec _ ->
                    List.of();
        };
    }

    private static List<List<Integer>> joined(HashJoinExec join) {
        List<List<Integer>> both = new ArrayList<>();
        if (join.broadcast() ? join.build() == Side.RIGHT : !join.type().padsLeft()) {
            both.addAll(hashedBy(join.left()));
        }
        if (join.type().givesRight() && (join.broadcast() ? join.build() == Side.LEFT : !join.type().padsRight())) {
            int first = join.left().schema().size();
            for (List<Integer> hashed : hashedBy(join.right())) {
                both.add(hashed.stream().map(ordinal -> ordinal + first).toList());
            }
        }
        return both;
    }

    private static List<List<Integer>> through(List<List<Integer>> ways, List<Expr> columns) {
        List<Integer> kept = ordinals(columns);
        List<List<Integer>> after = new ArrayList<>();
        for (List<Integer> hashed : ways) {
            after.add(hashed.stream().map(kept::indexOf).toList());
        }
        return known(after);
    }

    private static List<List<Integer>> known(List<List<Integer>> ways) {
        return ways.stream().filter(hashed -> !hashed.isEmpty() && !hashed.contains(NONE)).toList();
    }

    private static List<Integer> ordinals(List<Expr> expressions) {
        List<Integer> ordinals = new ArrayList<>(expressions.size());
        for (Expr expr : expressions) {
            ordinals.add(expr instanceof InputRef ref ? ref.ordinal() : NONE);
        }
        return ordinals;
    }
}
