package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.executor.operator.scan.RuntimeFilter;
import dev.millrace.executor.operator.scan.RuntimeFilterTarget;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins on equal keys: reads the build side into a table, sends the keys' values down to the probe side's scan as filters, then looks up
 * batch after batch of the probe side. What does not fit into memory goes to disk, both sides divided by a hash of their keys, and is
 * joined afterwards piece by piece (a hybrid hash join: Shapiro, Join Processing in Database Systems with Large Main Memories, 1986).
 */
public final class HashJoinOperator extends PullOperator implements RuntimeFilterTarget {

    /** A table, and what is to be done with it when the join is closed. */
    public record TableLease(JoinTable table, Runnable release) {}

    /** A build side that all tasks of a stage on this executor share. */
    public interface SharedBuild {

        /** The table; null when there is not memory enough for it: then every task reads the rows itself. */
        @Nullable
        TableLease lease();

        /** The rows, from the start; closed with the join. */
        Operator rows();
    }

    private final HashJoinExec plan;
    private final JoinShape shape;
    private final Operator probe;
    private final Operator build;
    private final @Nullable SharedBuild shared;
    private final JoinWork work;
    private final JoinRounds rounds;
    private final MemoryPool memory;
    private @Nullable Operator ownRows;

    /**
     * @param probe  the side that is streamed
     * @param build  the side that is held; it is read when the first batch is asked for
     * @param shared where the table comes from when it is not this join's own, or null
     */
    public HashJoinOperator(HashJoinExec plan, Operator probe, Operator build, @Nullable SharedBuild shared, ExprCompiler compiler,
            TaskContext context) {
        super(context, name(plan), plan.schema(), List.of(probe, build));
        this.plan = plan;
        this.shape = JoinShape.of(plan.type(), plan.build());
        this.probe = probe;
        this.build = build;
        this.shared = shared;
        this.memory = context.memory().child(context.attempt() + " HashJoinExec", MemoryPool.UNLIMITED);
        JoinOutput output = new JoinOutput(plan.build(), probe.schema(), build.schema(), plan.residual(),
                keyOfBuildColumn(plan, build.schema()), compiler);
        this.work = new JoinWork(shape, output, probe.schema(), build.schema(), probeKeyExprs(), buildKeyExprs(), plan.nullSafe(), compiler,
                context, memory, stats(), new JoinFacts());
        this.rounds = new JoinRounds(work, this::firstRound);
    }

    private static String name(HashJoinExec plan) {
        return "HashJoinExec " + plan.type() + " " + plan.leftKeys() + " = " + plan.rightKeys() + " build " + plan.build()
                + (plan.broadcast() ? " broadcast" : "");
    }

    /** Equal whole numbers are the same value, so the probe side's, which is at hand, can stand for the build side's. */
    private static int[] keyOfBuildColumn(HashJoinExec plan, Schema build) {
        List<Expr> buildKeys = plan.build() == Side.LEFT ? plan.leftKeys() : plan.rightKeys();
        List<Expr> probeKeys = plan.build() == Side.LEFT ? plan.rightKeys() : plan.leftKeys();
        int[] keyOf = new int[build.size()];
        Arrays.fill(keyOf, -1);
        for (int key = 0; key < buildKeys.size(); key++) {
            boolean same = KeyEncoding.isWhole(buildKeys.get(key).type()) && buildKeys.get(key).type().equals(probeKeys.get(key).type());
            if (same && !plan.nullSafe().get(key) && buildKeys.get(key) instanceof InputRef(var ordinal, var _, var _, var _)) {
                keyOf[ordinal] = key;
            }
        }
        return keyOf;
    }

    private List<Expr> probeKeyExprs() {
        return plan.build() == Side.LEFT ? plan.rightKeys() : plan.leftKeys();
    }

    private List<Expr> buildKeyExprs() {
        return plan.build() == Side.LEFT ? plan.leftKeys() : plan.rightKeys();
    }

    @Override
    protected @Nullable Batch pull() {
        return rounds.next();
    }

    private JoinRound firstRound() {
        if (shared == null) {
            return JoinRound.first(work, build::next, () -> closeEarly(build), this::offerFilters, probe::next);
        }
        TableLease lease = shared.lease();
        closeEarly(build);
        if (lease != null) {
            stats().held(lease.table().bytes());
            return JoinRound.shared(work, lease, this::offerFilters, probe::next);
        }
        Operator rows = shared.rows();
        ownRows = rows;
        return JoinRound.first(work, rows::next, rows::close, this::offerFilters, probe::next);
    }

    private void offerFilters(JoinTable table) {
        if (!shape.allowsProbeFilter() || !(probe instanceof RuntimeFilterTarget target)) {
            return;
        }
        List<Expr> keys = probeKeyExprs();
        for (int key = 0; key < keys.size(); key++) {
            if (keys.get(key) instanceof InputRef(var ordinal, var _, var _, var _) && !plan.nullSafe().get(key)) {
                RuntimeFilter filter = table.filter(key);
                if (filter != null) {
                    target.offer(ordinal, filter);
                }
            }
        }
    }

    @Override
    public void offer(int column, RuntimeFilter filter) {
        boolean buildsLeft = plan.build() == Side.LEFT;
        boolean givesBoth = shape.output() == JoinShape.Output.PAIRS;
        int probeFirst = givesBoth && buildsLeft ? schema().size() - probe.schema().size() : 0;
        boolean ofProbe = givesBoth
                ? column >= probeFirst && column < probeFirst + probe.schema().size()
                : shape.output() == JoinShape.Output.PROBE_SEMI || shape.output() == JoinShape.Output.PROBE_ANTI;
        if (ofProbe && !shape.keepsBuild() && probe instanceof RuntimeFilterTarget target) {
            target.offer(column - probeFirst, filter);
        }
    }

    @Override
    protected void release() {
        try (Operator _ = ownRows) {
            rounds.close();
        } finally {
            memory.release(memory.used());
            memory.close();
        }
    }
}
