package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.executor.operator.scan.RuntimeFilter;
import dev.millrace.executor.operator.scan.RuntimeFilterTarget;
import dev.millrace.executor.operator.sort.KeyEvaluators;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins on equal keys: reads the build side into a table, sends the keys' values down to the probe side's scan as filters, then looks up
 * batch after batch of the probe side.
 */
public final class HashJoinOperator extends PullOperator implements RuntimeFilterTarget {

    /** A table, and what is to be done with it when the join is closed. */
    public record TableLease(JoinTable table, Runnable release) {}

    private final HashJoinExec plan;
    private final JoinShape shape;
    private final Operator probe;
    private final Operator build;
    private final Supplier<TableLease> tables;
    private final KeyEvaluators probeKeys;
    private final JoinOutput output;
    private final MemoryPool memory;
    private @Nullable TableLease lease;
    private @Nullable ProbeBatch probing;
    private @Nullable BuildTail tail;
    private boolean inBatch;
    private boolean unmatchedGiven;
    private boolean probeEnded;
    private boolean sawProbeRow;
    private boolean sawNullKey;

    /**
     * @param probe  the side that is streamed
     * @param build  the side that {@code tables} reads, to be closed with the join
     * @param tables gives the table, when the first batch is asked for
     */
    public HashJoinOperator(HashJoinExec plan, Operator probe, Operator build, Supplier<TableLease> tables, ExprCompiler compiler,
            TaskContext context) {
        super(context, name(plan), plan.schema(), List.of(probe, build));
        this.plan = plan;
        this.shape = JoinShape.of(plan.type(), plan.build());
        this.probe = probe;
        this.build = build;
        this.tables = tables;
        this.probeKeys = KeyEvaluators.ofExprs(probeKeyExprs(), compiler);
        this.output = new JoinOutput(plan.build(), probe.schema(), build.schema(), plan.residual(), keyOfBuildColumn(plan, build.schema()),
                compiler);
        this.memory = context.memory().child(context.attempt() + " HashJoinExec", MemoryPool.UNLIMITED);
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

    @Override
    protected @Nullable Batch pull() {
        ProbeBatch rows = probing();
        if (shape.emptyWithoutBuild() && table().rows() == 0) {
            return null;
        }
        while (!probeEnded) {
            if (!inBatch) {
                nextProbeBatch(rows);
                continue;
            }
            Batch batch = switch (shape.output()) {
                case PAIRS -> nextPairs(rows);
                case PROBE_SEMI, PROBE_ANTI -> probeOnly(rows);
                case BUILD_SEMI, BUILD_ANTI -> markBuild(rows);
            };
            if (batch != null) {
                return batch;
            }
            inBatch = false;
            context().checkCancelled();
        }
        return buildTail();
    }

    private ProbeBatch probing() {
        ProbeBatch known = probing;
        if (known == null) {
            lease = tables.get();
            closeEarly(build);
            stats().held(table().bytes());
            if (shape.marksBuild()) {
                memory.reserve(BuildTail.bytes(table().rows()));
                tail = new BuildTail(table().rows());
            }
            offerFilters();
            known = new ProbeBatch(table());
            probing = known;
        }
        return known;
    }

    private JoinTable table() {
        if (lease == null) {
            throw new IllegalStateException("no table yet");
        }
        return lease.table();
    }

    private void offerFilters() {
        if (!shape.allowsProbeFilter() || !(probe instanceof RuntimeFilterTarget target)) {
            return;
        }
        List<Expr> keys = probeKeyExprs();
        for (int key = 0; key < keys.size(); key++) {
            if (keys.get(key) instanceof InputRef(var ordinal, var _, var _, var _) && !plan.nullSafe().get(key)) {
                RuntimeFilter filter = table().filter(key);
                if (filter != null) {
                    target.offer(ordinal, filter);
                }
            }
        }
    }

    private void nextProbeBatch(ProbeBatch rows) {
        Batch batch = probe.next();
        if (batch == null) {
            probeEnded = true;
            return;
        }
        List<Vector> keys = probeKeys.evaluate(batch);
        rows.start(batch, keys);
        sawProbeRow = true;
        sawNullKey |= rows.hasNullKey();
        inBatch = true;
        unmatchedGiven = false;
    }

    private boolean candidatesArePartners() {
        return table().encoding().exact() && !output.hasCondition();
    }

    /** The next pairs that really match: keys compared, condition true, both sides marked. */
    private int matchingPairs(ProbeBatch rows, boolean padded) {
        int pairs = rows.nextPairs(padded);
        if (output.hasCondition() && pairs > 0) {
            pairs = rows.keep(output.passing(rows.batch().columns(), rows.probeRows(), table().columns(), rows.buildRows(), pairs));
        }
        if (tail != null) {
            for (int i = 0; i < pairs; i++) {
                if (rows.buildRows()[i] >= 0) {
                    tail.mark(rows.buildRows()[i]);
                }
            }
        }
        return pairs;
    }

    private @Nullable Batch nextPairs(ProbeBatch rows) {
        boolean padded = shape.keepsProbe() && candidatesArePartners();
        while (!rows.exhausted()) {
            int pairs = matchingPairs(rows, padded);
            if (pairs > 0) {
                if (shape.keepsProbe()) {
                    rows.markMatched(pairs);
                }
                return pairBatch(rows, pairs, padded);
            }
        }
        if (!shape.keepsProbe() || padded || unmatchedGiven) {
            return null;
        }
        unmatchedGiven = true;
        Selection unmatched = rows.rowsMatched(false);
        if (unmatched.count() == 0) {
            return null;
        }
        int[] none = new int[unmatched.count()];
        Arrays.fill(none, -1);
        return output.paddedPairs(rows.batch().columns(), unmatched.rows(), table().columns(), none, unmatched.count());
    }

    private Batch pairBatch(ProbeBatch rows, int pairs, boolean padded) {
        Batch batch = rows.batch();
        boolean everyRowOnce = batch.selection() == null && pairs == batch.length() && table().index().next() == null;
        List<Vector> build = table().columns();
        if (padded) {
            return everyRowOnce
                    ? output.paddedInPlace(batch.columns(), build, rows.buildRows(), pairs)
                    : output.paddedPairs(batch.columns(), rows.probeRows(), build, rows.buildRows(), pairs);
        }
        return everyRowOnce
                ? output.pairsInPlace(batch.columns(), build, rows.buildRows(), pairs, rows.keys())
                : output.pairs(batch.columns(), rows.probeRows(), build, rows.buildRows(), pairs, rows.keys());
    }

    private @Nullable Batch probeOnly(ProbeBatch rows) {
        if (rows.exhausted()) {
            return null;
        }
        boolean anti = shape.output() == JoinShape.Output.PROBE_ANTI;
        if (shape.nullAware() && table().hasNullKey()) {
            rows.markCandidates();
            return null;
        }
        if (candidatesArePartners()) {
            rows.markCandidates();
        } else {
            while (!rows.exhausted()) {
                rows.markMatched(matchingPairs(rows, false));
            }
        }
        Selection kept = shape.nullAware() && table().rows() > 0 ? rows.unmatchedWithKey() : rows.rowsMatched(!anti);
        return kept.count() == 0 ? null : kept.count() == rows.count() ? rows.batch() : rows.batch().select(kept);
    }

    private @Nullable Batch markBuild(ProbeBatch rows) {
        while (!rows.exhausted()) {
            matchingPairs(rows, false);
        }
        return null;
    }

    private @Nullable Batch buildTail() {
        if (tail == null || (shape.nullAware() && sawNullKey)) {
            return null;
        }
        boolean onlyWithKey = shape.nullAware() && sawProbeRow;
        boolean wantMet = shape.output() == JoinShape.Output.BUILD_SEMI;
        BuildTail.Rows rows = tail.next(wantMet, row -> !onlyWithKey || !table().hasNullKey(row));
        if (rows == null) {
            return null;
        }
        return shape.output() == JoinShape.Output.PAIRS
                ? output.unmatchedBuild(table().columns(), rows.rows(), rows.count())
                : JoinOutput.buildOnly(table().columns(), rows.rows(), rows.count());
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
        TableLease held = lease;
        lease = null;
        if (held != null) {
            held.release().run();
        }
        memory.release(memory.used());
        tail = null;
        memory.close();
    }
}
