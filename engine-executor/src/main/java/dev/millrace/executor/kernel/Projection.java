package dev.millrace.executor.kernel;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several expressions over the same rows. What they have in common is computed once, as a further column of the batch. Used by one thread.
 *
 * <p>{@code List<Vector> columns = compiler.projection(exprs).evaluate(batch, batch.selection());}
 */
public final class Projection {

    private final int width;
    private final List<Evaluator> shared = new ArrayList<>();
    private final List<Evaluator> results;

    Projection(List<Expr> exprs, ExprCompiler compiler) {
        this.width =
                exprs.stream().map(ExprTraits::columns).filter(columns -> !columns.isEmpty()).mapToInt(columns -> columns.last() + 1).max()
                        .orElse(0);
        Map<Expr, InputRef> columns = new HashMap<>();
        for (Expr expr : SharedExprs.of(exprs)) {
            List<Expr> parts = expr.children().stream().map(part -> replaced(part, columns)).toList();
            shared.add(compiler.compile(expr.withChildren(parts)));
            columns.put(expr, new InputRef(width + columns.size(), expr.type(), expr.nullable(), expr.toString()));
        }
        this.results = exprs.stream().map(expr -> compiler.compile(replaced(expr, columns))).toList();
    }

    private static Expr replaced(Expr expr, Map<Expr, InputRef> columns) {
        InputRef column = columns.get(expr);
        if (column != null || expr.children().isEmpty()) {
            return column != null ? column : expr;
        }
        return expr.withChildren(expr.children().stream().map(part -> replaced(part, columns)).toList());
    }

    /**
     * @param rows rows that count, null for all of the batch
     * @return a column for each expression, as {@link Evaluator#evaluate} gives it; valid until the next call
     */
    public List<Vector> evaluate(Batch batch, @Nullable Selection rows) {
        Batch wider = batch;
        if (!shared.isEmpty()) {
            List<Vector> columns = new ArrayList<>(batch.columns().subList(0, width));
            for (Evaluator evaluator : shared) {
                columns.add(evaluator.evaluate(wider, rows));
                wider = new Batch(columns, batch.length(), null);
            }
        }
        List<Vector> vectors = new ArrayList<>(results.size());
        for (Evaluator evaluator : results) {
            vectors.add(evaluator.evaluate(wider, rows));
        }
        return vectors;
    }
}
