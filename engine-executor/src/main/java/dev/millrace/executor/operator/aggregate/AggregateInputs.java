package dev.millrace.executor.operator.aggregate;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.kernel.Predicate;
import dev.millrace.executor.kernel.Projection;
import dev.millrace.executor.operator.aggregate.sums.RowInputs;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates what an aggregation reads of a batch, each expression once however many calls use it. An argument is evaluated only for rows
 * that pass its call's filter.
 */
final class AggregateInputs implements RowInputs {

    /** An expression without a filter has no evaluator of its own: {@link #unfiltered} computes all of them together. */
    private record Input(Expr expr, int filter, @Nullable Evaluator evaluator) {}

    private record Filter(Expr expr, Predicate predicate) {}

    private final @Nullable ExprCompiler compiler;
    private final List<Input> inputs = new ArrayList<>();
    private final List<Filter> filters = new ArrayList<>();
    private final List<Vector> vectors = new ArrayList<>();
    private final List<Selection> selections = new ArrayList<>();
    private final List<long[]> bits = new ArrayList<>();
    private @Nullable Projection projection;

    /** @param compiler null when all inputs are columns */
    AggregateInputs(@Nullable ExprCompiler compiler) {
        this.compiler = compiler;
    }

    /** Number of a column of the batch. */
    int addColumn(int ordinal) {
        inputs.add(new Input(Literal.TRUE, NO_FILTER, (batch, _) -> batch.column(ordinal)));
        return inputs.size() - 1;
    }

    /** Number of an expression's value under a filter. */
    int add(Expr expr, int filter) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).filter() == filter && inputs.get(i).expr().equals(expr)) {
                return i;
            }
        }
        inputs.add(new Input(expr, filter, filter == NO_FILTER ? null : requireCompiler().compile(expr)));
        return inputs.size() - 1;
    }

    /** Number of a filter. */
    int addFilter(@Nullable Expr expr) {
        if (expr == null) {
            return NO_FILTER;
        }
        for (int i = 0; i < filters.size(); i++) {
            if (filters.get(i).expr().equals(expr)) {
                return i;
            }
        }
        filters.add(new Filter(expr, requireCompiler().predicate(expr)));
        return filters.size() - 1;
    }

    private ExprCompiler requireCompiler() {
        if (compiler == null) {
            throw new IllegalStateException("states are columns");
        }
        return compiler;
    }

    void evaluate(Batch batch) {
        vectors.clear();
        selections.clear();
        bits.clear();
        for (Filter filter : filters) {
            Selection passed = filter.predicate().select(batch, batch.selection());
            selections.add(passed);
            long[] words = new long[Validity.words(batch.length())];
            for (int i = 0; i < passed.count(); i++) {
                Validity.setValid(words, passed.rows()[i]);
            }
            bits.add(words);
        }
        Iterator<Vector> together =
                unfiltered().map(projection -> projection.evaluate(batch, batch.selection())).orElse(List.of()).iterator();
        for (Input input : inputs) {
            Evaluator evaluator = input.evaluator();
            Selection rows = input.filter() == NO_FILTER ? batch.selection() : selections.get(input.filter());
            vectors.add(evaluator == null ? together.next() : evaluator.evaluate(batch, rows));
        }
    }

    /** Made when the first batch comes: then all inputs are known. */
    private Optional<Projection> unfiltered() {
        if (projection == null && inputs.stream().anyMatch(input -> input.evaluator() == null)) {
            projection = requireCompiler().projection(inputs.stream().filter(input -> input.evaluator() == null).map(Input::expr).toList());
        }
        return Optional.ofNullable(projection);
    }

    @Override
    public Vector column(int input) {
        return vectors.get(input);
    }

    @Override
    public long @Nullable [] filterBits(int filter) {
        return filter == NO_FILTER ? null : bits.get(filter);
    }

    /** The rows that pass a filter. */
    Selection passed(int filter) {
        return selections.get(filter);
    }
}
