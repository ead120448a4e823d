package dev.millrace.driver.physical;

import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
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
        List<Integer> hashed = hashedBy(plan);
        if (hashed.isEmpty()) {
            return false;
        }
        List<Integer> wanted = ordinals(keys);
        return wanted.containsAll(hashed);
    }

    /** True when the plan is partitioned by the hash of exactly these keys, in this order. */
    static boolean isHashedBy(PhysicalPlan plan, List<Expr> keys) {
        List<Integer> hashed = hashedBy(plan);
        return !hashed.isEmpty() && hashed.equals(ordinals(keys));
    }

    /** Positions of the columns that the partitions are hashed by; none when unknown. */
    private static List<Integer> hashedBy(PhysicalPlan plan) {
        return switch (plan) {
            case ExchangeExec(var _, Partitioning.Hash(var keys, var _), var _) -> known(ordinals(keys));
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
                    ExpandExec _, CoalesceExec _, WriteExec _, ShuffleReadExec _ ->
                    List.of();
        };
    }

    private static List<Integer> joined(HashJoinExec join) {
        boolean leftKept = join.broadcast() ? join.build() == Side.RIGHT : !join.type().padsLeft();
        return leftKept ? hashedBy(join.left()) : List.of();
    }

    private static List<Integer> through(List<Integer> hashed, List<Expr> columns) {
        List<Integer> after = new ArrayList<>();
        List<Integer> kept = ordinals(columns);
        for (int ordinal : hashed) {
            after.add(kept.indexOf(ordinal));
        }
        return known(after);
    }

    private static List<Integer> known(List<Integer> ordinals) {
        return ordinals.contains(NONE) ? List.of() : ordinals;
    }

    private static List<Integer> ordinals(List<Expr> expressions) {
        List<Integer> ordinals = new ArrayList<>(expressions.size());
        for (Expr expr : expressions) {
            ordinals.add(expr instanceof InputRef ref ? ref.ordinal() : NONE);
        }
        return ordinals;
    }
}
