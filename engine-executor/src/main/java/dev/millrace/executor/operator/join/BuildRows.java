package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.memory.MemoryPool;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Copies of all rows of one input, and of those keys that are not columns of it; counted. */
final class BuildRows {

    private static final int MOST_ROWS = 1 << 28;
    private static final long MOST_BYTES = 1L << 30;

    private final MemoryPool memory;
    private final int width;
    private final List<VectorBuilder> builders = new ArrayList<>();
    private final List<Evaluator> evaluators = new ArrayList<>();
    private final int[] keyColumns;
    private int count;
    private long reserved;
    private List<Vector> vectors = List.of();
    private int[] all = {};

    /** @param keys over the schema; may be empty */
    BuildRows(Schema schema, List<Expr> keys, ExprCompiler compiler, MemoryPool memory) {
        this.memory = memory;
        this.width = schema.size();
        this.keyColumns = new int[keys.size()];
        schema.fields().forEach(field -> builders.add(VectorBuilder.of(field.type(), 64)));
        for (int key = 0; key < keyColumns.length; key++) {
            if (keys.get(key) instanceof InputRef(var ordinal, var _, var _, var _)) {
                keyColumns[key] = ordinal;
            } else {
                keyColumns[key] = builders.size();
                builders.add(VectorBuilder.of(keys.get(key).type(), 64));
                evaluators.add(compiler.compile(keys.get(key)));
            }
        }
    }

    /** Reads the input to its end, and counts the rows. */
    BuildRows collect(Operator input) {
        for (Batch batch = input.next(); batch != null; batch = input.next()) {
            append(batch);
            long held = heldBytes();
            if (held > reserved) {
                memory.reserve(held - reserved);
                reserved = held;
            }
        }
        return this;
    }

    /** Copies the rows that count; whoever calls counts the memory. */
    void append(Batch batch) {
        int[] at = rowsOf(batch);
        int rows = batch.rows();
        for (int column = 0; column < width; column++) {
            builders.get(column).append(batch.column(column), at, 0, rows);
        }
        for (int key = 0; key < evaluators.size(); key++) {
            builders.get(width + key).append(evaluators.get(key).evaluate(batch, batch.selection()), at, 0, rows);
        }
        count = Math.addExact(count, rows);
        vectors = List.of();
    }

    private int[] rowsOf(Batch batch) {
        Selection selection = batch.selection();
        if (selection != null) {
            return selection.rows();
        }
        if (all.length < batch.length()) {
            all = new int[batch.length()];
            Arrays.setAll(all, row -> row);
        }
        return all;
    }

    /** Keeps only these rows, in this order: column after column, so that one column at a time is there twice. */
    void keep(int[] rows, int kept) {
        vectors = List.of();
        for (int column = 0; column < builders.size(); column++) {
            VectorBuilder before = builders.get(column);
            VectorBuilder after = VectorBuilder.of(before.type(), kept);
            after.append(before.build(), rows, 0, kept);
            builders.set(column, after);
        }
        count = kept;
    }

    /** Bytes of the arrays. */
    long heldBytes() {
        long held = 0;
        for (VectorBuilder builder : builders) {
            held += builder.heldBytes();
        }
        return held;
    }

    /** True when an array of a column comes near to the length that arrays can have. */
    boolean isFull() {
        boolean full = count >= MOST_ROWS;
        for (VectorBuilder builder : builders) {
            full |= builder.heldBytes() >= MOST_BYTES;
        }
        return full;
    }

    int count() {
        return count;
    }

    List<Vector> columns() {
        return vectors().subList(0, width);
    }

    List<Vector> keys() {
        List<Vector> keys = new ArrayList<>(keyColumns.length);
        for (int column : keyColumns) {
            keys.add(vectors().get(column));
        }
        return keys;
    }

    private List<Vector> vectors() {
        if (vectors.isEmpty()) {
            vectors = builders.stream().map(VectorBuilder::build).toList();
        }
        return vectors;
    }
}
