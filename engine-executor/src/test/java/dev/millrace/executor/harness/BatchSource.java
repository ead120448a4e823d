package dev.millrace.executor.harness;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.OperatorStats;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input that gives batches from a list, overwrites each when the next is asked for, counts how often it is closed, and may fail at
 * the end.
 */
final class BatchSource implements Operator {

    private final Schema schema;
    private final List<Batch> batches;
    private final int failAt;
    private final OperatorStats stats = new OperatorStats("BatchSource");
    private int next;
    private int closed;
    private boolean failed;
    private @Nullable Batch given;

    /** @param failAt number of the call of {@code next} that throws, or -1 */
    BatchSource(Schema schema, List<Batch> batches, int failAt) {
        this.schema = schema;
        this.batches = batches;
        this.failAt = failAt;
    }

    boolean failed() {
        return failed;
    }

    int closed() {
        return closed;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        if (closed > 0) {
            throw new AssertionError("next after close");
        }
        if (given != null) {
            given.columns().forEach(BatchSource::overwrite);
            if (given.selection() != null) {
                Arrays.fill(given.selection().rows(), 0);
            }
            given = null;
        }
        if (next == failAt) {
            failed = true;
            throw new InputFailure();
        }
        if (next == batches.size()) {
            return null;
        }
        given = copy(batches.get(next++));
        stats.gave(given.rows());
        return given;
    }

    @Override
    public OperatorStats stats() {
        return stats;
    }

    @Override
    public void close() {
        closed++;
    }

    /** What a failing input throws. */
    static final class InputFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static Batch copy(Batch batch) {
        List<Vector> columns = new ArrayList<>();
        for (Vector column : batch.columns()) {
            columns.add(copy(column));
        }
        Selection selection = batch.selection();
        return new Batch(columns, batch.length(), selection == null ? null : new Selection(selection.rows().clone(), selection.count()));
    }

    private static Vector copy(Vector vector) {
        return switch (vector) {
            case DictionaryVector(var codes, var dictionary, var length, var validity) ->
                    new DictionaryVector(codes.clone(), dictionary, length, validity == null ? null : validity.clone());
            case ConstantVector constant -> constant;
            case NullVector nulls -> nulls;
            case BooleanVector _, IntVector _, LongVector _, DoubleVector _, Decimal128Vector _, BytesVector _,
                    ListVector _, MapVector _, StructVector _ -> {
                VectorBuilder builder = VectorBuilder.of(vector.type(), vector.length());
                builder.appendAll(vector);
                yield builder.build();
            }
        };
    }

    private static void overwrite(Vector vector) {
        switch (vector) {
            case BooleanVector(var _, var values, var _, var _) -> Arrays.fill(values, (byte) 1);
            case IntVector(var _, var values, var _, var _) -> Arrays.fill(values, 0x5a5a5a5a);
            case LongVector(var _, var values, var _, var _) -> Arrays.fill(values, 0x5a5a5a5a5a5a5a5aL);
            case DoubleVector(var _, var values, var _, var _) -> Arrays.fill(values, -1.5e300);
            case Decimal128Vector(var _, var words, var _, var _) -> Arrays.fill(words, 0x5a5a5a5a5a5a5a5aL);
            case BytesVector(var _, var data, var _, var _, var _, var _) -> Arrays.fill(data, (byte) '?');
            case ListVector(var _, var _, var _, var elements, var _, var _) -> overwrite(elements);
            case MapVector(var _, var _, var _, var keys, var values, var _, var _) -> {
                overwrite(keys);
                overwrite(values);
            }
            case StructVector(var _, var fields, var _, var _) -> fields.forEach(BatchSource::overwrite);
            case DictionaryVector(var codes, var _, var _, var _) -> Arrays.fill(codes, 0);
            case ConstantVector _, NullVector _ -> {
            }
        }
        long[] validity = vector instanceof NullVector || vector instanceof ConstantVector ? null : vector.validity();
        if (validity != null) {
            Arrays.fill(validity, 0x5555555555555555L);
        }
    }
}
