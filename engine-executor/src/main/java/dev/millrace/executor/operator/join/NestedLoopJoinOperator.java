package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.NestedLoopJoinExec;
import dev.millrace.spi.TaskContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins by any condition: holds one side and compares every row of the other with every row of it. */
public final class NestedLoopJoinOperator extends PullOperator {

    private final JoinShape shape;
    private final Operator probe;
    private final Operator build;
    private final JoinOutput output;
    private final MemoryPool memory;
    private final ExprCompiler compiler;
    private final int[] probeRows = new int[Batch.ROWS];
    private final int[] buildRows = new int[Batch.ROWS];
    private @Nullable BuildRows rows;
    private @Nullable BuildTail tail;
    private @Nullable Batch batch;
    private boolean[] matched = {};
    private int probeAt;
    private int buildAt;
    private boolean probeEnded;

    public NestedLoopJoinOperator(NestedLoopJoinExec plan, Operator probe, Operator build, ExprCompiler compiler, TaskContext context) {
        super(context, "NestedLoopJoinExec " + plan.type() + " " + plan.condition() + " build " + plan.build(), plan.schema(),
                List.of(probe, build));

        this.shape = JoinShape.of(plan.type(), plan.build());
        this.probe = probe;
        this.build = build;
        this.compiler = compiler;
        this.output = new JoinOutput(plan.build(), probe.schema(), build.schema(), plan.condition(), noKeys(build), compiler);
        this.memory = context.memory().child(context.attempt() + " NestedLoopJoinExec", MemoryPool.UNLIMITED);
    }

    private static int[] noKeys(Operator build) {
        int[] none = new int[build.schema().size()];
        Arrays.fill(none, -1);
        return none;
    }

    @Override
    protected @Nullable Batch pull() {
        BuildRows held = rows == null ? collect() : rows;
        if (shape.emptyWithoutBuild() && held.count() == 0) {
            return null;
        }
        while (!probeEnded) {
            Batch current = batch;
            if (current == null) {
                nextProbeBatch();
                continue;
            }
            context().checkCancelled();
            Batch result = shape.output() == JoinShape.Output.PAIRS ? nextPairs(current, held) : probeOnly(current, held);
            if (result != null) {
                return result;
            }
        }
        return buildTail(held);
    }

    private BuildRows collect() {
        BuildRows collected = new BuildRows(build.schema(), List.of(), compiler, memory).collect(build);
        closeEarly(build);
        if (shape.marksBuild()) {
            memory.reserve(BuildTail.bytes(collected.count()));
            tail = new BuildTail(collected.count());
        }
        stats().held(memory.used());
        rows = collected;
        return collected;
    }

    private void nextProbeBatch() {
        batch = probe.next();
        probeEnded = batch == null;
        probeAt = 0;
        buildAt = 0;
        if (batch != null) {
            matched = new boolean[batch.rows()];
        }
    }

    private @Nullable Batch nextPairs(Batch current, BuildRows held) {
        if (oneRow(held)) {
            probeAt = current.rows();
            batch = null;
            Selection wanted = current.selection();
            Selection passing = output.hasCondition() ? output.passingBeside(current, held.columns()) : wanted;
            Batch kept = passing == null ? current : current.select(passing);
            return kept.rows() == 0 ? null : output.beside(kept, held.columns());
        }
        while (probeAt < current.rows()) {
            int pairs = matchingPairs(current, held);
            if (pairs > 0) {
                return output.pairs(current.columns(), probeRows, held.columns(), buildRows, pairs, List.of());
            }
            context().checkCancelled();
        }
        batch = null;
        if (!shape.keepsProbe()) {
            return null;
        }
        Selection unmatched = probeRowsMatched(current, false);
        if (unmatched.count() == 0) {
            return null;
        }
        int[] none = new int[unmatched.count()];
        Arrays.fill(none, -1);
        return output.paddedPairs(current.columns(), unmatched.rows(), held.columns(), none, none.length);
    }

    /** A single row, as the value of a subquery is, stands beside the probe side as constants: nothing is copied. */
    private boolean oneRow(BuildRows held) {
        return held.count() == 1 && !shape.keepsProbe() && tail == null;
    }

    private @Nullable Batch probeOnly(Batch current, BuildRows held) {
        while (probeAt < current.rows()) {
            matchingPairs(current, held);
            context().checkCancelled();
        }
        batch = null;
        if (tail != null) {
            return null;
        }
        Selection kept = probeRowsMatched(current, shape.output() == JoinShape.Output.PROBE_SEMI);
        return kept.count() == 0 ? null : current.select(kept);
    }

    /** Takes the next pairs of rows, at most a batch, and keeps those for which the condition is true. */
    private int matchingPairs(Batch current, BuildRows held) {
        Selection selection = current.selection();
        int[] positions = new int[Batch.ROWS];
        int pairs = 0;
        while (pairs < Batch.ROWS && probeAt < current.rows()) {
            int row = selection == null ? probeAt : selection.rows()[probeAt];
            int count = decided(probeAt) ? 0 : Math.min(Batch.ROWS - pairs, held.count() - buildAt);
            for (int i = 0; i < count; i++) {
                positions[pairs] = probeAt;
                probeRows[pairs] = row;
                buildRows[pairs++] = buildAt++;
            }
            if (count == 0 || buildAt >= held.count()) {
                buildAt = 0;
                probeAt++;
            }
        }
        int kept = pairs;
        if (output.hasCondition() && pairs > 0) {
            Selection passing = output.passing(current.columns(), probeRows, held.columns(), buildRows, pairs);
            kept = passing.count();
            for (int i = 0; i < kept; i++) {
                int pair = passing.rows()[i];
                positions[i] = positions[pair];
                probeRows[i] = probeRows[pair];
                buildRows[i] = buildRows[pair];
            }
        }
        for (int i = 0; i < kept; i++) {
            matched[positions[i]] = true;
            if (tail != null) {
                tail.mark(buildRows[i]);
            }
        }
        return kept;
    }

    /** A probe row that has a partner need not look for another when only that is asked. */
    private boolean decided(int position) {
        return matched[position] && (shape.output() == JoinShape.Output.PROBE_SEMI || shape.output() == JoinShape.Output.PROBE_ANTI);
    }

    private Selection probeRowsMatched(Batch current, boolean wanted) {
        Selection selection = current.selection();
        int[] kept = new int[current.rows()];
        int count = 0;
        for (int i = 0; i < kept.length; i++) {
            kept[count] = selection == null ? i : selection.rows()[i];
            count += matched[i] == wanted ? 1 : 0;
        }
        return new Selection(kept, count);
    }

    private @Nullable Batch buildTail(BuildRows held) {
        if (tail == null) {
            return null;
        }
        BuildTail.Rows found = tail.next(shape.output() == JoinShape.Output.BUILD_SEMI, _ -> true);
        if (found == null) {
            return null;
        }
        return shape.output() == JoinShape.Output.PAIRS
                ? output.unmatchedBuild(held.columns(), found.rows(), found.count())
                : JoinOutput.buildOnly(held.columns(), found.rows(), found.count());
    }

    @Override
    protected void release() {
        rows = null;
        tail = null;
        memory.release(memory.used());
        memory.close();
    }
}
