package dev.millrace.executor.operator.sort;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import java.util.ArrayList;
import java.util.List;

/** Evaluates key expressions over batches; a result is valid until the next call. */
public record KeyEvaluators(List<Evaluator> keys) {

    public static KeyEvaluators of(List<SortKey> keys, ExprCompiler compiler) {
        return ofExprs(keys.stream().map(SortKey::expr).toList(), compiler);
    }

    public static KeyEvaluators ofExprs(List<Expr> keys, ExprCompiler compiler) {
        return new KeyEvaluators(keys.stream().map(compiler::compile).toList());
    }

    /** One vector a key, as long as the batch; values of rows that do not count are unspecified. */
    public List<Vector> evaluate(Batch batch) {
        List<Vector> vectors = new ArrayList<>(keys.size());
        for (Evaluator key : keys) {
            vectors.add(key.evaluate(batch, batch.selection()));
        }
        return vectors;
    }
}
