package dev.millrace.driver.physical;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.driver.statistics.Estimate;
import dev.millrace.driver.statistics.Statistics;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Call;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Hint;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.NestedLoopJoinExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.Side;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Joins: by hash where there are equal keys, else by nested loops. A side that is small or hinted is broadcast, unless its unmatched rows
 * are part of the result: no single task would know that nobody matched them.
 */
final class JoinPlanner {

    private static final double TABLE_BYTES_PER_ROW = 32;
    private static final double FEW_OF_ALL_GROUPS = 4;
    private static final double MOST_FEW = 1_000_000;

    private final long broadcastLimit;
    private final PartitionCounts counts;
    private final Statistics statistics;

    JoinPlanner(Config config, PartitionCounts counts, Statistics statistics) {
        this.broadcastLimit = config.get(ConfigKeys.BROADCAST_LIMIT);
        this.counts = counts;
        this.statistics = statistics;
    }

    /** Equal keys of both sides, and what else must hold. */
    private record Keys(List<Expr> left, List<Expr> right, List<Boolean> nullSafe, List<Expr> residual) {}

    PhysicalPlan plan(Join join, PhysicalPlan left, PhysicalPlan right) {
        Keys keys = keys(join);
        List<Attribute> both = new ArrayList<>(join.left().output());
        both.addAll(join.right().output());
        Binding joined = new Binding(both);
        if (keys.left().isEmpty()) {
            Expr condition = join.type() == JoinType.CROSS ? Literal.TRUE : joined.bind(join.condition());
            return nested(join, left, right, condition);
        }
        List<Expr> leftKeys = new Binding(join.left().output()).bind(keys.left());
        List<Expr> rightKeys = new Binding(join.right().output()).bind(keys.right());
        Expr residual = joined.bind(Conjuncts.join(keys.residual()));
        Side build = buildSide(join);
        JoinType type = join.type() == JoinType.CROSS ? JoinType.INNER : join.type();
        boolean together = left.partitions() == 1 && right.partitions() == 1;
        if (!together && new ReducedJoin(statistics, counts).pays(join)) {
            HashJoinExec whole = new HashJoinExec(left, right, type, Side.RIGHT, false, leftKeys, rightKeys, keys.nullSafe(), residual,
                    join.schema());
            return new ReducedJoin(statistics, counts).plan(whole, join);
        }
        Optional<PhysicalPlan> reduced = overReducedAggregate(join, new HashJoinExec(left, right, type, build, true, leftKeys, rightKeys,
                keys.nullSafe(), residual, join.schema()));
        if (reduced.isPresent()) {
            return reduced.get();
        }
        boolean broadcast = !together && mayBroadcast(type, build) && (type == JoinType.NULL_AWARE_ANTI || isSmall(join, build));
        if (broadcast) {
            PhysicalPlan one = build == Side.LEFT ? broadcast(left) : left;
            PhysicalPlan other = build == Side.RIGHT ? broadcast(right) : right;
            return new HashJoinExec(one, other, type, build, true, leftKeys, rightKeys, keys.nullSafe(), residual, join.schema());
        }
        PhysicalPlan one = left;
        PhysicalPlan other = right;
        if (!together) {
            int partitions = partitions(join, left, leftKeys, right, rightKeys);
            one = partitioned(left, leftKeys, partitions);
            other = partitioned(right, rightKeys, partitions);
        }
        return new HashJoinExec(one, other, type, build, false, leftKeys, rightKeys, keys.nullSafe(), residual, join.schema());
    }

    /** The join with an aggregate on its streamed side that makes only the groups which the few rows of the other side ask for. */
    private Optional<PhysicalPlan> overReducedAggregate(Join join, HashJoinExec whole) {
        boolean buildsLeft = whole.build() == Side.LEFT;
        boolean filters = whole.type() == JoinType.INNER || whole.type() == JoinType.SEMI && !buildsLeft;
        double few = statistics.of(buildsLeft ? join.left() : join.right()).rows();
        double many = statistics.of(buildsLeft ? join.right() : join.left()).rows();
        if (!filters || few * FEW_OF_ALL_GROUPS > many || few > MOST_FEW) {
            return Optional.empty();
        }
        ExchangeExec built = new ExchangeExec(buildsLeft ? whole.left() : whole.right(), new Partitioning.Broadcast(), List.of());
        AggregateReduction reduction = new AggregateReduction(built, buildsLeft ? whole.leftKeys() : whole.rightKeys(), whole.nullSafe());
        return buildsLeft
                ? reduction.of(whole.right(), whole.rightKeys()).map(streamed -> whole.withChildren(List.of(built, streamed)))
                : reduction.of(whole.left(), whole.leftKeys()).map(streamed -> whole.withChildren(List.of(streamed, built)));
    }

    private static Keys keys(Join join) {
        Set<Long> leftIds = References.ids(join.left().output());
        Set<Long> rightIds = References.ids(join.right().output());
        Keys keys = new Keys(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Expr conjunct : Conjuncts.of(join.condition())) {
            boolean equal = conjunct instanceof Compare(var op, var _, var _) && (op == Compare.Op.EQ || op == Compare.Op.NULL_SAFE_EQ);
            if (equal) {
                Compare compare = (Compare) conjunct;
                boolean straight = isOf(compare.left(), leftIds) && isOf(compare.right(), rightIds);
                boolean crossed = isOf(compare.left(), rightIds) && isOf(compare.right(), leftIds);
                if (straight || crossed) {
                    keys.left().add(straight ? compare.left() : compare.right());
                    keys.right().add(straight ? compare.right() : compare.left());
                    keys.nullSafe().add(compare.op() == Compare.Op.NULL_SAFE_EQ);
                    continue;
                }
            }
            keys.residual().add(conjunct);
        }
        return keys;
    }

    private static boolean isOf(Expr expr, Set<Long> ids) {
        return References.within(expr, ids) && !References.of(expr).isEmpty();
    }

    /** The side that becomes the hash table: the hinted, else the smaller one, where the type leaves a choice. */
    private Side buildSide(Join join) {
        return switch (join.type()) {
            case SEMI, ANTI, NULL_AWARE_ANTI -> Side.RIGHT;
            case INNER, CROSS, FULL -> smaller(join);
            case LEFT -> isSmall(join, Side.RIGHT) ? Side.RIGHT : smaller(join);
            case RIGHT -> isSmall(join, Side.LEFT) ? Side.LEFT : smaller(join);
        };
    }

    private Side smaller(Join join) {
        if (isHinted(join.right())) {
            return Side.RIGHT;
        }
        boolean left = isHinted(join.left()) || tableBytes(join.left()) < tableBytes(join.right());
        return left ? Side.LEFT : Side.RIGHT;
    }

    /** What a hash table of the plan's rows takes, which is also what it takes to make it. */
    private double tableBytes(LogicalPlan plan) {
        Estimate estimate = statistics.of(plan);
        return estimate.bytes() + TABLE_BYTES_PER_ROW * estimate.rows();
    }

    private boolean isSmall(Join join, Side side) {
        LogicalPlan plan = side == Side.LEFT ? join.left() : join.right();
        return isHinted(plan) || (broadcastLimit > 0 && statistics.of(plan).bytes() <= broadcastLimit);
    }

    /** False when rows of the build side that match nothing are part of the result. */
    private static boolean mayBroadcast(JoinType type, Side build) {
        return switch (type) {
            case INNER, CROSS -> true;
            case LEFT, SEMI, ANTI, NULL_AWARE_ANTI -> build == Side.RIGHT;
            case RIGHT -> build == Side.LEFT;
            case FULL -> false;
        };
    }

    private static boolean isHinted(LogicalPlan plan) {
        return switch (plan) {
            case Hint(var input, var name) ->
                    name.equals("broadcast") || name.equals("broadcastjoin") || name.equals("mapjoin") || isHinted(input);
            case Project(var input, var _) -> isHinted(input);
            case Filter(var input, var _) -> isHinted(input);
            case SubqueryAlias(var input, var _) -> isHinted(input);
            default -> false;
        };
    }

    private int partitions(Join join, PhysicalPlan left, List<Expr> leftKeys, PhysicalPlan right, List<Expr> rightKeys) {
        if (Distribution.isHashedBy(left, leftKeys)) {
            return left.partitions();
        }
        if (Distribution.isHashedBy(right, rightKeys)) {
            return right.partitions();
        }
        Estimate one = statistics.of(join.left());
        Estimate other = statistics.of(join.right());
        return counts.of(new Estimate(one.rows() + other.rows(), one.bytes() + other.bytes()));
    }

    private static PhysicalPlan partitioned(PhysicalPlan plan, List<Expr> keys, int partitions) {
        if (plan.partitions() == partitions && (partitions == 1 || Distribution.isHashedBy(plan, keys))) {
            return plan;
        }
        return new ExchangeExec(plan, partitions == 1 ? new Partitioning.Single() : new Partitioning.Hash(keys, partitions), List.of());
    }

    private static PhysicalPlan broadcast(PhysicalPlan plan) {
        return new ExchangeExec(plan, new Partitioning.Broadcast(), List.of());
    }

    private PhysicalPlan nested(Join join, PhysicalPlan left, PhysicalPlan right, Expr given) {
        boolean nullAware = join.type() == JoinType.NULL_AWARE_ANTI;
        Expr condition = nullAware ? new Call("coalesce", List.of(given, Literal.TRUE), DataType.BOOLEAN, false) : given;
        JoinType type = nullAware ? JoinType.ANTI : join.type();
        Side build = switch (join.type()) {
            case LEFT, SEMI, ANTI, NULL_AWARE_ANTI, FULL -> Side.RIGHT;
            case RIGHT -> Side.LEFT;
            case INNER, CROSS -> smaller(join);
        };
        PhysicalPlan streamed = build == Side.LEFT ? right : left;
        PhysicalPlan held = build == Side.LEFT ? left : right;
        if (join.type() == JoinType.FULL && streamed.partitions() > 1) {
            streamed = new ExchangeExec(streamed, new Partitioning.Single(), List.of());
        }
        if (streamed.partitions() > 1 || held.partitions() > 1) {
            held = broadcast(held);
        }
        return build == Side.LEFT
                ? new NestedLoopJoinExec(held, streamed, type, build, condition, join.schema())
                : new NestedLoopJoinExec(streamed, held, type, build, condition, join.schema());
    }
}
