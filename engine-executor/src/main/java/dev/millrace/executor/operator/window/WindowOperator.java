package dev.millrace.executor.operator.window;

import dev.millrace.columnar.Batch;
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
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds the columns of window functions. Input comes sorted by partition, then by order; partitions are collected until there is a batch of
 * them, then computed together. A partition that does not fit into memory goes through the disk.
 */
public final class WindowOperator extends PullOperator {

    private final int rowsAtOnce;
    private final int width;
    private final MemoryPool memory;
    private final List<Expr> expressions = new ArrayList<>();
    private final List<Evaluator> evaluators = new ArrayList<>();
    private final int partitionKeys;
    private final int orderKeys;
    private final WindowExec plan;
    private final List<WindowFunction> functions = new ArrayList<>();
    private final List<LoadedRows.Columns> functionColumns = new ArrayList<>();
    private @Nullable LargePartition large;
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
        this(plan, input, compiler, context, Batch.ROWS);
    }

    /** @param rowsAtOnce how many rows of a partition on disk are computed at a time */
    WindowOperator(WindowExec plan, Operator input, ExprCompiler compiler, TaskContext context, int rowsAtOnce) {
        super(context,
                "WindowExec " + plan.functions().stream().map(WindowCall::call).toList() + " partition by " + plan.partitionBy()
                        + " order by "
                        + plan.orderBy(),
                plan.schema(), List.of(input));
        this.plan = plan;
        this.rowsAtOnce = rowsAtOnce;
        this.width = input.schema().size();
        this.memory = context.memory().child(context.attempt() + " WindowExec", MemoryPool.UNLIMITED);
        this.partitionKeys = plan.partitionBy().size();
        this.orderKeys = plan.orderBy().size();
        expressions.addAll(plan.partitionBy());
        plan.orderBy().stream().map(SortKey::expr).forEach(expressions::add);
        for (WindowCall call : plan.functions()) {
            WindowFunction function = new WindowFunction(call, plan.orderBy());
            functions.add(function);
            int at = width + expressions.size();
            int inputs = function.inputs().size();
            int limits = function.limits().size();
            expressions.addAll(function.inputs());
            expressions.addAll(function.limits());
            Expr filter = function.call().filter();
            functionColumns.add(new LoadedRows.Columns(at, inputs, at + inputs, limits, filter == null ? -1 : at + inputs + limits));
            if (filter != null) {
                expressions.add(filter);
            }
        }
        expressions.forEach(expr -> evaluators.add(compiler.compile(expr)));
        this.builders = newBuilders();
    }

    private List<VectorBuilder> newBuilders() {
        List<VectorBuilder> made = new ArrayList<>();
        input().schema().fields().forEach(field -> made.add(VectorBuilder.of(field.type(), 64)));
        expressions.forEach(expr -> made.add(VectorBuilder.of(expr.type(), 64)));
        return made;
    }

    @Override
    protected @Nullable Batch pull() {
        while (given >= resultRows) {
            LargePartition streamed = large;
            if (streamed != null) {
                givePart(streamed);
                continue;
            }
            if (inputEnded && rows == 0) {
                return null;
            }
            collect();
            if (large == null) {
                compute(inputEnded ? rows : openPartition);
            }
        }
        int count = Math.min(Batch.ROWS, resultRows - given);
        int[] at = new int[count];
        int first = given;
        Arrays.setAll(at, i -> first + i);
        given += count;
        return Batch.of(count, results.stream().map(column -> Gather.rows(column, at, count)).toList());
    }

    private void givePart(LargePartition streamed) {
        Batch part = streamed.next();
        given = 0;
        resultRows = part == null ? 0 : part.length();
        results = part == null ? List.of() : part.columns();
        if (part == null) {
            large = null;
            streamed.close();
        }
    }

    /** Reads until there is a batch of complete partitions, or the end, or the memory is full. */
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
            if (!settle()) {
                if (openPartition == 0) {
                    stream();
                }
                return;
            }
        }
    }

    /** Writes the partition that all rows here belong to to disk, with the rest of it; what comes behind it is collected again. */
    private void stream() {
        List<StreamedFunction> streamed = new ArrayList<>();
        for (int call = 0; call < functions.size(); call++) {
            WindowFunction fresh = new WindowFunction(plan.functions().get(call), plan.orderBy());
            streamed.add(StreamedFunction.of(fresh, plan.orderBy(), functionColumns.get(call)));
        }
        List<DataType> types = builders.stream().map(VectorBuilder::type).toList();
        LargePartition partition = new LargePartition(context(), memory, stats(), rowsAtOnce, types, width, partitionKeys,
                orderKeys, streamed);
        large = partition;
        List<Vector> held = columns(0, builders.size());
        int count = rows;
        builders = newBuilders();
        rows = 0;
        memory.release(reserved);
        reserved = 0;
        int[] all = new int[count];
        Arrays.setAll(all, row -> row);
        partition.add(held, all, count);
        boolean ended = false;
        while (!ended) {
            Batch batch = input().next();
            if (batch == null) {
                inputEnded = true;
                break;
            }
            ended = takeFor(partition, batch);
        }
        partition.finish();
    }

    /** True when rows of another partition were found; these are collected. */
    private boolean takeFor(LargePartition partition, Batch batch) {
        List<Vector> columns = new ArrayList<>(batch.columns());
        evaluators.forEach(evaluator -> columns.add(evaluator.evaluate(batch, batch.selection())));
        int[] at = rowsOf(batch);
        int count = batch.rows();
        List<Vector> keys = columns.subList(width, width + partitionKeys).stream().map(Flatten::flat).toList();
        RowComparator comparator = WindowRows.comparator(keys, partition.keys());
        int same = 0;
        while (same < count && comparator.compare(at[same], 0) == 0) {
            same++;
        }
        partition.add(columns, at, same);
        if (same == count) {
            return false;
        }
        for (int column = 0; column < columns.size(); column++) {
            builders.get(column).append(columns.get(column), at, same, count - same);
        }
        openPartition = 0;
        findOpenPartition(1, count - same);
        rows = count - same;
        settle();
        return true;
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

    /** Counts the rows twice: the results of the partitions before are of their size. False when there is not so much memory. */
    private boolean settle() {
        long held = 0;
        for (VectorBuilder builder : builders) {
            held += 2 * builder.heldBytes();
        }
        if (held > reserved) {
            if (!memory.tryReserve(held - reserved)) {
                return false;
            }
        } else {
            memory.release(reserved - held);
        }
        reserved = held;
        stats().held(held);
        return true;
    }

    /** Computes the first {@code count} rows, which are whole partitions, and keeps the others. */
    private void compute(int count) {
        if (count == 0) {
            return;
        }
        int[] complete = new int[count];
        Arrays.setAll(complete, row -> row);
        List<Vector> columns = new ArrayList<>();
        for (Vector column : columns(0, builders.size())) {
            columns.add(Flatten.flat(Gather.rows(column, complete, count)));
        }
        List<Vector> output = new ArrayList<>(columns.subList(0, width));
        int firstOrderKey = width + partitionKeys;
        WindowRows window = WindowRows.of(count, columns.subList(width, firstOrderKey),
                columns.subList(firstOrderKey, firstOrderKey + orderKeys));
        for (int call = 0; call < functions.size(); call++) {
            context().checkCancelled();
            LoadedRows.Columns at = functionColumns.get(call);
            output.add(functions.get(call).evaluate(at.arguments(columns), at.limits(columns), at.filter(columns), window));
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
        try (MemoryPool _ = memory; LargePartition _ = large) {
            memory.release(reserved);
            reserved = 0;
        }
    }
}
