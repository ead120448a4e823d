package dev.millrace.executor.kernel;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.spi.ScanFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conjunct of the query as a filter of a scan. */
final class ConjunctFilter implements ScanFilter {

    private final Expr conjunct;
    private final List<Integer> columns;
    private final Predicate predicate;

    ConjunctFilter(Expr conjunct, List<Integer> columns, ExprCompiler compiler) {
        this.conjunct = conjunct;
        this.columns = columns;
        this.predicate = compiler.predicate(conjunct.rewrite(node -> node instanceof InputRef ref
                ? new InputRef(columns.indexOf(ref.ordinal()), ref.type(), ref.nullable(), ref.name())
                : node));
    }

    @Override
    public Expr predicate() {
        return conjunct;
    }

    @Override
    public List<Integer> columns() {
        return columns;
    }

    @Override
    public Selection apply(List<Vector> vectors, int length, @Nullable Selection rows) {
        return predicate.select(new Batch(vectors, length, null), rows);
    }
}
