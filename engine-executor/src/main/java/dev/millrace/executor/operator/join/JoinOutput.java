package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.kernel.Predicate;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.plan.physical.Side;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts rows of both sides together, left columns first, and looks at a condition over them. */
final class JoinOutput {

    private final boolean buildsLeft;
    private final Schema probeSchema;
    private final @Nullable Predicate condition;
    private final boolean[] conditionColumns;
    private final int[] keyOfBuildColumn;

    /**
     * @param condition        over left columns, then right columns
     * @param keyOfBuildColumn per column of the build side the number of the key that equals it in every pair, or -1
     */
    JoinOutput(Side build, Schema probeSchema, Schema buildSchema, Expr condition, int[] keyOfBuildColumn, ExprCompiler compiler) {
        this.keyOfBuildColumn = keyOfBuildColumn;
        this.buildsLeft = build == Side.LEFT;
        this.probeSchema = probeSchema;
        this.condition = condition.equals(Literal.TRUE) ? null : compiler.predicate(condition);
        this.conditionColumns = new boolean[probeSchema.size() + buildSchema.size()];
        markColumns(condition);
    }

    private void markColumns(Expr expr) {
        if (expr instanceof InputRef(var ordinal, var _, var _, var _)) {
            conditionColumns[ordinal] = true;
        }
        expr.children().forEach(this::markColumns);
    }

    boolean hasCondition() {
        return condition != null;
    }

    /** Pairs for which the condition is true, by their position; valid until the next call. */
    Selection passing(List<Vector> probe, int[] probeRows, List<Vector> build, int[] buildRows, int count) {
        if (condition == null) {
            throw new IllegalStateException("no condition");
        }
        List<Vector> columns = new ArrayList<>(conditionColumns.length);
        for (int column = 0; column < conditionColumns.length; column++) {
            int first = buildsLeft ? build.size() : probe.size();
            boolean isBuild = column < first == buildsLeft;
            int ordinal = column < first ? column : column - first;
            columns.add(!conditionColumns[column]
                    ? new NullVector(count)
                    : isBuild ? Gather.rows(build.get(ordinal), buildRows, count) : Gather.rows(probe.get(ordinal), probeRows, count));
        }
        return condition.select(Batch.of(count, columns), null);
    }

    /** Rows of a batch for which the condition is true beside the only build row. */
    Selection passingBeside(Batch probe, List<Vector> build) {
        if (condition == null) {
            throw new IllegalStateException("no condition");
        }
        return condition.select(beside(probe, build), probe.selection());
    }

    /** A batch with the only build row beside each of its rows. */
    Batch beside(Batch probe, List<Vector> build) {
        List<Vector> constants = new ArrayList<>(build.size());
        build.forEach(column -> constants.add(new ConstantVector(Flatten.flat(Gather.rows(column, new int[1], 1)), probe.length())));
        Batch both = joined(probe.columns(), constants, probe.length());
        return new Batch(both.columns(), probe.length(), probe.selection());
    }

    /**
     * The rows of the pairs.
     *
     * @param probeKeys vectors of the probe side's keys: where one equals a column of the build side, it is taken instead of that
     */
    Batch pairs(List<Vector> probe, int[] probeRows, List<Vector> build, int[] buildRows, int count, List<Vector> probeKeys) {
        List<Vector> gatheredKeys = new ArrayList<>(probeKeys.size());
        for (int key = 0; key < probeKeys.size(); key++) {
            gatheredKeys.add(standsIn(key) ? Gather.rows(probeKeys.get(key), probeRows, count) : probeKeys.get(key));
        }
        return pairsInPlace(gathered(probe, probeRows, count), build, buildRows, count, gatheredKeys);
    }

    /** As {@link #pairs}, with the probe side's columns and keys in place already. */
    Batch pairsInPlace(List<Vector> probeColumns, List<Vector> build, int[] buildRows, int count, List<Vector> probeKeys) {
        List<Vector> buildColumns = new ArrayList<>(build.size());
        for (int column = 0; column < build.size(); column++) {
            int key = keyOfBuildColumn[column];
            buildColumns.add(key >= 0 ? probeKeys.get(key) : Gather.rows(build.get(column), buildRows, count));
        }
        return joined(probeColumns, buildColumns, count);
    }

    private boolean standsIn(int key) {
        for (int standIn : keyOfBuildColumn) {
            if (standIn == key) {
                return true;
            }
        }
        return false;
    }

    /** The rows of the pairs; a build row of -1 is padded. */
    Batch paddedPairs(List<Vector> probe, int[] probeRows, List<Vector> build, int[] buildRows, int count) {
        return paddedInPlace(gathered(probe, probeRows, count), build, buildRows, count);
    }

    /** As {@link #paddedPairs}, with the probe side's columns in place already. */
    Batch paddedInPlace(List<Vector> probeColumns, List<Vector> build, int[] buildRows, int count) {
        List<Vector> buildColumns = new ArrayList<>(build.size());
        for (Vector column : build) {
            buildColumns.add(Gather.padded(column, buildRows, count));
        }
        return joined(probeColumns, buildColumns, count);
    }

    private static List<Vector> gathered(List<Vector> columns, int[] rows, int count) {
        List<Vector> gathered = new ArrayList<>(columns.size());
        for (Vector column : columns) {
            gathered.add(Gather.rows(column, rows, count));
        }
        return gathered;
    }

    /** Build rows beside nulls. */
    Batch unmatchedBuild(List<Vector> build, int[] buildRows, int count) {
        List<Vector> nulls = new ArrayList<>(probeSchema.size());
        for (int column = 0; column < probeSchema.size(); column++) {
            nulls.add(new ConstantVector(VectorBuilder.single(null, probeSchema.type(column)), count));
        }
        return joined(nulls, gathered(build, buildRows, count), count);
    }

    /** Build rows alone. */
    static Batch buildOnly(List<Vector> build, int[] buildRows, int count) {
        return Batch.of(count, gathered(build, buildRows, count));
    }

    private Batch joined(List<Vector> probeColumns, List<Vector> buildColumns, int count) {
        List<Vector> columns = new ArrayList<>(buildsLeft ? buildColumns : probeColumns);
        columns.addAll(buildsLeft ? probeColumns : buildColumns);
        return Batch.of(count, columns);
    }
}
