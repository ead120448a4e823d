package dev.millrace.driver.physical;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.driver.statistics.Estimate;
import dev.millrace.driver.statistics.Statistics;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * A join of a few rows with the partners that they have among many, where no task alone would know which of the few have none: {@code few
 * SEMI many → few SEMI (many SEMI few's keys)}. The few are computed once; their keys are broadcast and filter the many while they are
 * read (Bernstein and Chiu: Using Semi-Joins to Solve Relational Queries, 1981).
 */
final class ReducedJoin {

    private static final double FEW = 3;
    private static final double FEWEST_MANY = 100_000;
    private static final double LARGEST_PART = 0.3;

    private final Statistics statistics;
    private final PartitionCounts counts;

    ReducedJoin(Statistics statistics, PartitionCounts counts) {
        this.statistics = statistics;
        this.counts = counts;
    }

    boolean pays(Join join) {
        boolean fits = switch (join.type()) {
            case SEMI, ANTI, LEFT -> true;
            case INNER, CROSS, RIGHT, FULL, NULL_AWARE_ANTI -> false;
        };
        double few = statistics.of(join.left()).rows();
        double many = statistics.of(join.right()).rows();
        if (!fits || many < FEWEST_MANY || FEW * few > many) {
            return false;
        }
        List<Expr> conjuncts = Conjuncts.of(join.condition());
        return join.type() != JoinType.LEFT
                || statistics.partKept(JoinType.SEMI, conjuncts, References.ids(join.right().output()), few) <= LARGEST_PART;
    }

    /** @param join partitioned, with the inputs as they are planned for themselves */
    PhysicalPlan plan(HashJoinExec join, Join logical) {
        Estimate few = statistics.of(logical.left());
        int partitions = counts.of(few);
        ExchangeExec left = exchange(join.left(), join.leftKeys(), partitions);
        List<Expr> keys = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (Expr key : join.leftKeys()) {
            String name = "key" + keys.size();
            keys.add(new InputRef(keys.size(), key.type(), key.nullable(), name));
            fields.add(new Field(name, key.type(), key.nullable()));
        }
        PhysicalPlan wanted = new ExchangeExec(new ProjectExec(left, join.leftKeys(), new Schema(fields)), new Partitioning.Broadcast(),
                List.of());
        PhysicalPlan partners = new HashJoinExec(join.right(), wanted, JoinType.SEMI, Side.RIGHT, true, join.rightKeys(), keys,
                join.nullSafe(), Literal.TRUE, join.right().schema());
        Side build = join.type() == JoinType.LEFT ? Side.RIGHT : Side.LEFT;
        return new HashJoinExec(left, exchange(partners, join.rightKeys(), partitions), join.type(), build, false, join.leftKeys(),
                join.rightKeys(), join.nullSafe(), join.residual(), join.schema());
    }

    private static ExchangeExec exchange(PhysicalPlan input, List<Expr> keys, int partitions) {
        return new ExchangeExec(input, partitions == 1 ? new Partitioning.Single() : new Partitioning.Hash(keys, partitions), List.of());
    }
}
