package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.ConstantVector;
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

    /** @param condition over left columns, then right columns */
    JoinOutput(Side build, Schema probeSchema, Schema buildSchema, Expr condition, ExprCompiler compiler) {
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

    /** The rows of the pairs; a build row of -1 is padded. */
    Batch pairs(List<Vector> probe, int[] probeRows, List<Vector> build, int[] buildRows, int count, boolean padded) {
        List<Vector> probeColumns = new ArrayList<>(probe.size());
        for (Vector column : probe) {
            probeColumns.add(Gather.rows(column, probeRows, count));
        }
        return pairs(probeColumns, build, buildRows, count, padded);
    }

    /** As above, with the probe side's columns in place already. */
    Batch pairs(List<Vector> probeColumns, List<Vector> build, int[] buildRows, int count, boolean padded) {
        List<Vector> buildColumns = new ArrayList<>(build.size());
        for (Vector column : build) {
            buildColumns.add(padded ? Gather.padded(column, buildRows, count) : Gather.rows(column, buildRows, count));
        }
        return joined(probeColumns, buildColumns, count);
    }

    /** Build rows beside nulls. */
    Batch unmatchedBuild(List<Vector> build, int[] buildRows, int count) {
        List<Vector> nulls = new ArrayList<>(probeSchema.size());
        for (int column = 0; column < probeSchema.size(); column++) {
            nulls.add(new ConstantVector(VectorBuilder.single(null, probeSchema.type(column)), count));
        }
        return pairs(nulls, build, buildRows, count, false);
    }

    /** Build rows alone. */
    static Batch buildOnly(List<Vector> build, int[] buildRows, int count) {
        List<Vector> columns = new ArrayList<>(build.size());
        for (Vector column : build) {
            columns.add(Gather.rows(column, buildRows, count));
        }
        return Batch.of(count, columns);
    }

    private Batch joined(List<Vector> probeColumns, List<Vector> buildColumns, int count) {
        List<Vector> columns = new ArrayList<>(buildsLeft ? buildColumns : probeColumns);
        columns.addAll(buildsLeft ? probeColumns : buildColumns);
        return Batch.of(count, columns);
    }
}
