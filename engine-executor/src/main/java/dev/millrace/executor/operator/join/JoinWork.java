package dev.millrace.executor.operator.join;

import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.OperatorStats;
import dev.millrace.executor.operator.sort.KeyEvaluators;
import dev.millrace.expr.Expr;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * What all rounds of a join share.
 *
 * @param probeKeys over the probe side's columns; none when only a condition tells what matches
 * @param memory    the join's own pool
 * @param facts     what has been seen of both sides, in whatever round
 */
record JoinWork(JoinShape shape, JoinOutput output, Schema probeSchema, Schema buildSchema, List<Expr> probeKeys, List<Expr> buildKeys,
        List<Boolean> nullSafe, ExprCompiler compiler, TaskContext context, MemoryPool memory, OperatorStats stats, JoinFacts facts) {

    /** Rows are found by a condition alone, not by keys. */
    boolean keyless() {
        return buildKeys.isEmpty();
    }

    KeyEvaluators probeEvaluators() {
        return KeyEvaluators.ofExprs(probeKeys, compiler);
    }

    KeyEvaluators buildEvaluators() {
        return KeyEvaluators.ofExprs(buildKeys, compiler);
    }

    /** Build rows on disk: whether they have met a partner is in a last column where that is of interest. */
    Schema storedBuild() {
        return shape.marksBuild() ? flagged(buildSchema) : buildSchema;
    }

    /** Probe rows that wait for another part of the build side: with that column where rows without a partner are given. */
    Schema carriedProbe() {
        return shape.keepsProbe() ? flagged(probeSchema) : probeSchema;
    }

    private static Schema flagged(Schema schema) {
        List<Field> fields = new ArrayList<>(schema.fields());
        fields.add(new Field("met", DataType.BOOLEAN, false));
        return new Schema(fields);
    }
}
