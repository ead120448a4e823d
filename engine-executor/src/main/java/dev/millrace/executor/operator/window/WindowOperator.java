package dev.millrace.executor.operator.window;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.WindowCall;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.shuffle.order.RowComparator;
import dev.millrace.spi.TaskContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds the columns of window functions. Input comes sorted by partition, then by order; partitions are collected until there is a batch of
 * them, then computed together.
 */
public final class WindowOperator extends PullOperator {

    private final int width;
    private final MemoryPool memory;
    private final List<Expr> expressions = new ArrayList<>();
    private final List<Evaluator> evaluators = new ArrayList<>();
    private final int partitionKeys;
    private final int orderKeys;
    private final List<WindowFunction> functions = new ArrayList<>();
    private List<VectorBuilder> builders;
    private int rows;
    /** First row of the partition that the last row belongs to. */
    private int openPartition;
    private boolean inputEnded;
    private long reserved;
    private List<Vector> results = List.of();
    private int resultRows;
    private int given;

    public WindowOperator(WindowExec plan, Operator input, ExprCompiler compiler, TaskContext context) {
        super(context,
                "WindowExec " + plan.functions().stream().map(WindowCall::call).toList() + " partition by " + plan.partitionBy()
                        + " order by "
                        + plan.orderBy(),
                plan.schema(), List.of(input));
        this.width = input.schema().size();
        this.memory = context.memory().child(context.attempt() + " WindowExec", MemoryPool.UNLIMITED);
        this.partitionKeys = plan.partitionBy().size();
        this.orderKeys = plan.orderBy().size();
        expressions.addAll(plan.partitionBy());
        plan.orderBy().stream().map(SortKey::expr).forEach(expressions::add);
        for (WindowCall call : plan.functions()) {
            WindowFunction function = new WindowFunction(call, plan.orderBy());
            functions.add(function);
            expressions.addAll(function.inputs());
            expressions.addAll(function.limits());
            Expr filter = function.call().filter();
            if (filter != null) {
                expressions.add(filter);
            }
        }
        expressions.forEach(expr -> evaluators.add(compiler.compile(expr)));
        this.builders = newBuilders();
    }

    private List<VectorBuilder> newBuilders() {
        List<VectorBuilder> made = new ArrayList<>();
        input().schema().fields().forEach(field -> made.add(VectorBuilder.of(field.type(), Batch.ROWS)));
        expressions.forEach(expr -> made.add(VectorBuilder.of(expr.type(), Batch.ROWS)));
        return made;
    }

    @Override
    protected @Nullable Batch pull() {
        while (given >= resultRows) {
            if (inputEnded && rows == 0) {
                return null;
            }
            collect();
            compute(inputEnded ? rows : openPartition);
        }
        int count = Math.min(Batch.ROWS, resultRows - given);
        int[] at = new int[count];
        int first = given;
        Arrays.setAll(at, i -> first + i);
        given += count;
        return Batch.of(count, results.stream().map(column -> Gather.rows(column, at, count)).toList());
    }

    /** Reads until there is a batch of complete partitions, or the end. */
    private void collect() {
        while (openPartition < Batch.ROWS && !inputEnded) {
            Batch batch = input().next();
            if (batch == null) {
                inputEnded = true;
                return;
            }
            int[] at = rowsOf(batch);
            int count = batch.rows();
            for (int column = 0; column < width; column++) {
                builders.get(column).append(batch.column(column), at, 0, count);
            }
            for (int value = 0; value < evaluators.size(); value++) {
                builders.get(width + value).append(evaluators.get(value).evaluate(batch, batch.selection()), at, 0, count);
            }
            findOpenPartition(rows, rows + count);
            rows += count;
            settle();
        }
    }

    private static int[] rowsOf(Batch batch) {
        if (batch.selection() != null) {
            return batch.selection().rows();
        }
        int[] all = new int[batch.length()];
        Arrays.setAll(all, row -> row);
        return all;
    }

    private void findOpenPartition(int from, int to) {
        RowComparator comparator = WindowRows.comparator(columns(width, partitionKeys));
        for (int row = to - 1; row >= Math.max(1, from); row--) {
            if (comparator.compare(row - 1, row) != 0) {
                openPartition = row;
                return;
            }
        }
    }

    private List<Vector> columns(int from, int count) {
        return builders.subList(from, from + count).stream().map(VectorBuilder::build).toList();
    }

    /** Counts the rows twice: the results of the partitions before are of their size. */
    private void settle() {
        long held = 0;
        for (VectorBuilder builder : builders) {
            held += 2 * builder.heldBytes();
        }
        if (held > reserved) {
            memory.reserve(held - reserved);
        } else {
            memory.release(reserved - held);
        }
        reserved = held;
        stats().held(held);
    }

    /** Computes the first {@code count} rows, which are whole partitions, and keeps the others. */
    private void compute(int count) {
        if (count == 0) {
            return;
        }
        int[] at = new int[count];
        Arrays.setAll(at, row -> row);
        List<Vector> columns = new ArrayList<>();
        for (Vector column : columns(0, builders.size())) {
            columns.add(Flatten.flat(Gather.rows(column, at, count)));
        }
        List<Vector> output = new ArrayList<>(columns.subList(0, width));
        int next = width + partitionKeys + orderKeys;
        WindowRows window =
                WindowRows.of(count, columns.subList(width, width + partitionKeys), columns.subList(width + partitionKeys, next));
        for (WindowFunction function : functions) {
            context().checkCancelled();
            int inputs = function.inputs().size();
            List<Vector> arguments = columns.subList(next, next + inputs);
            next += inputs;
            List<Vector> limits = columns.subList(next, next + function.limits().size());
            next += limits.size();
            BooleanVector filter = null;
            if (function.call().filter() != null) {
                filter = (BooleanVector) columns.get(next++);
            }
            output.add(function.evaluate(arguments, limits, filter, window));
        }
        results = output;
        resultRows = count;
        given = 0;
        keepFrom(count);
    }

    private void keepFrom(int first) {
        List<VectorBuilder> before = builders;
        builders = newBuilders();
        int kept = rows - first;
        int[] at = new int[kept];
        Arrays.setAll(at, row -> first + row);
        for (int column = 0; column < before.size(); column++) {
            builders.get(column).append(before.get(column).build(), at, 0, kept);
        }
        rows = kept;
        openPartition = 0;
        settle();
    }

    @Override
    protected void release() {
        results = List.of();
        memory.release(reserved);
        reserved = 0;
        memory.close();
    }
}
