package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of an array or the entries of a map as rows: {@code explode}, {@code posexplode}, {@code inline}. */
final class CollectionGenerator implements Generator {

    /** What each element becomes. */
    enum Form {
        VALUES, POSITIONS, FIELDS
    }

    private final Evaluator collection;
    private final Form form;
    private final boolean outer;
    private final int[] rows = new int[Batch.ROWS];
    private final int[] elements = new int[Batch.ROWS];
    private final int[] positions = new int[Batch.ROWS];
    private @Nullable Batch batch;
    private int[] starts = {};
    private int[] lengths = {};
    private List<Vector> values = List.of();
    private int nextRow;
    private int nextElement;

    CollectionGenerator(Evaluator collection, Form form, boolean outer) {
        this.collection = collection;
        this.form = form;
        this.outer = outer;
    }

    @Override
    public void start(Batch input) {
        batch = input;
        nextRow = 0;
        nextElement = 0;
        Vector vector = Flatten.flat(collection.evaluate(input, input.selection()));
        switch (vector) {
            case ListVector list -> {
                starts = list.starts();
                lengths = list.lengths();
                values = List.of(list.elements());
            }
            case MapVector map -> {
                starts = map.starts();
                lengths = map.lengths();
                values = List.of(map.keys(), map.values());
            }
            case NullVector _ -> {
                starts = new int[input.length()];
                lengths = new int[input.length()];
                values = List.of(new NullVector(0));
            }
            default -> throw new IllegalStateException("not a collection: " + vector.type());
        }
    }

    @Override
    public @Nullable Batch next() {
        if (batch == null) {
            return null;
        }
        int count = list(batch);
        if (count == 0) {
            batch = null;
            return null;
        }
        List<Vector> columns = new ArrayList<>();
        for (Vector column : batch.columns()) {
            columns.add(Gather.rows(column, rows, count));
        }
        if (form == Form.POSITIONS) {
            columns.add(positions(count));
        }
        for (Vector value : values) {
            if (form == Form.FIELDS) {
                addFields(columns, Flatten.flat(value), count);
            } else {
                columns.add(Gather.padded(value, elements, count));
            }
        }
        return Batch.of(count, columns);
    }

    /** Lists the next elements: row of the batch, position in the collection, place among all elements (-1: none). */
    private int list(Batch input) {
        Selection selection = input.selection();
        int count = 0;
        while (nextRow < input.rows() && count < rows.length) {
            int row = selection == null ? nextRow : selection.rows()[nextRow];
            int size = lengths[row];
            if (size == 0 && outer) {
                rows[count] = row;
                positions[count] = -1;
                elements[count++] = -1;
            }
            while (nextElement < size && count < rows.length) {
                rows[count] = row;
                positions[count] = nextElement;
                elements[count++] = starts[row] + nextElement++;
            }
            if (nextElement >= size) {
                nextRow++;
                nextElement = 0;
            }
        }
        return count;
    }

    private Vector positions(int count) {
        long[] valid = Validity.allValid(count);
        for (int i = 0; i < count; i++) {
            if (positions[i] < 0) {
                Validity.setNull(valid, i);
            }
        }
        return new IntVector(DataType.INT, positions, count, outer ? valid : null);
    }

    /** Fields of a null struct are null. */
    private void addFields(List<Vector> columns, Vector value, int count) {
        if (!(value instanceof StructVector structs)) {
            throw new IllegalStateException("not a struct: " + value.type());
        }
        for (int i = 0; i < count; i++) {
            if (elements[i] >= 0 && structs.isNull(elements[i])) {
                elements[i] = -1;
            }
        }
        for (Vector field : structs.fields()) {
            columns.add(Gather.padded(field, elements, count));
        }
    }
}
