package dev.millrace.files.parquet.write;

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
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column, field, element, key or value on its way into the leaves below it, with repetition and definition levels as in the Dremel
 * paper (Melnik et al., 2010).
 */
sealed interface ColumnNode permits LeafNode, ColumnNode.ListNode, ColumnNode.MapNode, ColumnNode.StructNode {

    /** Writes one value; {@code definition} is the level that everything around it reaches. */
    void write(Vector vector, int row, int repetition, int definition);

    /** Writes the absence of everything from here on. */
    void writeAbsent(int repetition, int definition);

    /** Writes a run of rows of a top-level column. */
    default void writeRows(Vector vector, int from, int to) {
        for (int row = from; row < to; row++) {
            write(vector, row, 0, 0);
        }
    }

    /** An encoding taken off one row: the vector below and the row in it, or null for a null row. */
    record Place(Vector vector, int row) {
        static @Nullable Place of(Vector vector, int row) {
            if (vector.isNull(row)) {
                return null;
            }
            return switch (vector) {
                case DictionaryVector(var codes, var dictionary, var _, var _) -> new Place(dictionary, codes[row]);
                case ConstantVector(var value, var _) -> new Place(value, 0);
                case BooleanVector _, IntVector _, LongVector _, DoubleVector _, Decimal128Vector _, BytesVector _,
                        ListVector _, MapVector _, StructVector _, NullVector _ ->
                        new Place(vector, row);
            };
        }
    }

    /** An ARRAY; {@code depth} is the repetition level of its elements. */
    record ListNode(ColumnNode element, int depth) implements ColumnNode {

        @Override
        public void write(Vector vector, int row, int repetition, int definition) {
            Place place = Place.of(vector, row);
            if (place == null || !(place.vector instanceof ListVector list)) {
                writeAbsent(repetition, definition);
                return;
            }
            int start = list.starts()[place.row];
            int count = list.lengths()[place.row];
            if (count == 0) {
                writeAbsent(repetition, definition + 1);
            }
            for (int i = 0; i < count; i++) {
                element.write(list.elements(), start + i, i == 0 ? repetition : depth, definition + 2);
            }
        }

        @Override
        public void writeAbsent(int repetition, int definition) {
            element.writeAbsent(repetition, definition);
        }
    }

    /** A MAP; its keys are required. */
    record MapNode(ColumnNode key, ColumnNode value, int depth) implements ColumnNode {

        @Override
        public void write(Vector vector, int row, int repetition, int definition) {
            Place place = Place.of(vector, row);
            if (place == null || !(place.vector instanceof MapVector map)) {
                writeAbsent(repetition, definition);
                return;
            }
            int start = map.starts()[place.row];
            int count = map.lengths()[place.row];
            if (count == 0) {
                writeAbsent(repetition, definition + 1);
            }
            for (int i = 0; i < count; i++) {
                int level = i == 0 ? repetition : depth;
                // a required node adds no definition level of its own
                key.write(map.keys(), start + i, level, definition + 1);
                value.write(map.values(), start + i, level, definition + 2);
            }
        }

        @Override
        public void writeAbsent(int repetition, int definition) {
            key.writeAbsent(repetition, definition);
            value.writeAbsent(repetition, definition);
        }
    }

    record StructNode(List<ColumnNode> fields) implements ColumnNode {

        @Override
        public void write(Vector vector, int row, int repetition, int definition) {
            Place place = Place.of(vector, row);
            if (place == null || !(place.vector instanceof StructVector struct)) {
                writeAbsent(repetition, definition);
                return;
            }
            for (int i = 0; i < fields.size(); i++) {
                fields.get(i).write(struct.fields().get(i), place.row, repetition, definition + 1);
            }
        }

        @Override
        public void writeAbsent(int repetition, int definition) {
            for (ColumnNode field : fields) {
                field.writeAbsent(repetition, definition);
            }
        }
    }
}
