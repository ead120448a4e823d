package dev.millrace.files.parquet.schema;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * A node of a file's schema with the levels that Dremel's encoding gives it (Melnik et al., "Dremel: Interactive Analysis
 * of Web-Scale Datasets", 2010): {@code definition} is the level from which on a value of this node is there,
 * {@code repetition} the number of repeated nodes on its path, itself included.
 */
sealed interface SchemaNode {
    String name();

    FieldRepetitionType occurs();

    int definition();

    int repetition();

    @Nullable
    ConvertedType converted();

    @Nullable
    LogicalType logical();

    default boolean repeated() {
        return occurs() == FieldRepetitionType.REPEATED;
    }

    /** A group; the root is one, too. */
    record Group(String name, FieldRepetitionType occurs, int definition, int repetition, @Nullable ConvertedType converted,
            @Nullable LogicalType logical, List<SchemaNode> children) implements SchemaNode {}

    /**
     * A column of values.
     *
     * @param column    index of its chunks in a row group
     * @param width     bytes of a FIXED_LEN_BYTE_ARRAY
     * @param precision digits of a decimal by the deprecated annotation, 0 when not set
     */
    record Leaf(String name, FieldRepetitionType occurs, int definition, int repetition, @Nullable ConvertedType converted,
            @Nullable LogicalType logical, Type physical, int width, int precision, int scale, int column,
            List<String> path) implements SchemaNode {}

    /**
     * Builds the tree from its depth-first list.
     *
     * @throws CorruptDataException when the list is no tree
     */
    static Group root(List<SchemaElement> elements) {
        Building building = new Building(elements);
        SchemaNode root = building.node(0, 0, List.of(), true);
        if (!(root instanceof Group group) || building.next != elements.size()) {
            throw new CorruptDataException("the schema of " + elements.size() + " elements is not one tree");
        }
        return group;
    }

    /** The one pass over the list of elements. */
    final class Building {
        private static final int MAX_DEPTH = 100;

        private final List<SchemaElement> elements;
        private int next;
        private int columns;

        private Building(List<SchemaElement> elements) {
            this.elements = elements;
        }

        private SchemaNode node(int outerDefinition, int outerRepetition, List<String> outerPath, boolean root) {
            if (next >= elements.size()) {
                throw new CorruptDataException("the schema ends where a child was announced");
            }
            if (outerPath.size() > MAX_DEPTH) {
                throw new CorruptDataException("the schema is nested more than " + MAX_DEPTH + " deep");
            }
            SchemaElement element = elements.get(next++);
            FieldRepetitionType occurs = root ? FieldRepetitionType.REQUIRED : element.occurs();
            int definition = outerDefinition + (occurs == FieldRepetitionType.REQUIRED ? 0 : 1);
            int repetition = outerRepetition + (occurs == FieldRepetitionType.REPEATED ? 1 : 0);
            List<String> path = outerPath;
            if (!root) {
                path = new ArrayList<>(outerPath);
                path.add(element.name());
            }
            Type type = element.type();
            if (root || type == null) {
                return group(element, occurs, definition, repetition, path, root);
            }
            return leaf(element, type, occurs, definition, repetition, path);
        }

        private Group group(SchemaElement element, FieldRepetitionType occurs, int definition, int repetition, List<String> path,
                boolean root) {
            int count = root ? Math.max(0, element.children()) : element.children();
            if (count < 0 || count == 0 && !root || count > elements.size() - next) {
                throw new CorruptDataException("the schema element " + element.name() + " has no type and " + count + " children");
            }
            List<SchemaNode> children = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                children.add(node(definition, repetition, path, false));
            }
            return new Group(element.name(), occurs, definition, repetition, element.converted(), element.logical(),
                    List.copyOf(children));
        }

        private Leaf leaf(SchemaElement element, Type type, FieldRepetitionType occurs, int definition, int repetition, List<String> path) {
            if (element.children() != 0) {
                throw new CorruptDataException("the schema element " + element.name() + " has a type and children");
            }
            if (type == Type.FIXED_LEN_BYTE_ARRAY && element.width() <= 0) {
                throw new CorruptDataException("the schema element " + element.name() + " has values of " + element.width() + " bytes");
            }
            return new Leaf(element.name(), occurs, definition, repetition, element.converted(), element.logical(),
                    type, element.width(), element.precision(), element.scale(), columns++, List.copyOf(path));
        }
    }
}
