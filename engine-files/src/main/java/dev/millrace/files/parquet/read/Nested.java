package dev.millrace.files.parquet.read;

import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.page.ColumnPages;
import dev.millrace.files.parquet.page.ParquetFile;
import dev.millrace.files.parquet.page.RowGroup;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.memory.MemoryPool;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of lists, maps and structs. All leaves decode a batch's levels and slots; then each node above them is put
 * together by one pass over the levels of one leaf below it, without an object per value.
 */
final class Nested implements ColumnReader {
    private final Node root;
    private final List<NestedLeaf> leaves;

    private Nested(Node root, List<NestedLeaf> leaves) {
        this.root = root;
        this.leaves = List.copyOf(leaves);
    }

    static ColumnReader of(ParquetColumn column, ParquetFile file, MemoryPool pool) {
        List<NestedLeaf> leaves = new ArrayList<>();
        Node root = new Building(file, pool, leaves).node(column, 0, 0);
        return leaves.isEmpty() ? new Constant(Nulls.vector(column.type(), 1)) : new Nested(root, leaves);
    }

    @Override
    public void open(RowGroup group, long fileSize) {
        for (NestedLeaf leaf : leaves) {
            leaf.open(group.columns().get(leaf.column.column()), group.rows(), fileSize);
        }
    }

    @Override
    public void skip(long rows) {
        for (NestedLeaf leaf : leaves) {
            leaf.skip(rows);
        }
    }

    @Override
    public Vector read(int rows, int first, int end) {
        for (NestedLeaf leaf : leaves) {
            leaf.readRows(rows);
        }
        return root.vector(rows);
    }

    @Override
    public long bytesRead() {
        long bytes = 0;
        for (NestedLeaf leaf : leaves) {
            bytes += leaf.pages.bytesRead();
        }
        return bytes;
    }

    @Override
    public void close() {
        for (NestedLeaf leaf : leaves) {
            leaf.close();
        }
    }

    /** Makes a node for each column and remembers the leaves. */
    private record Building(ParquetFile file, MemoryPool pool, List<NestedLeaf> leaves) {
        Node node(ParquetColumn column, int repetition, int slotDefinition) {
            return switch (column) {
                case ParquetColumn.Leaf leaf -> leaf(leaf, slotDefinition);
                case ParquetColumn.Missing missing -> new MissingNode(missing.type());
                case ParquetColumn.Struct struct -> {
                    List<Node> fields = new ArrayList<>();
                    int before = leaves.size();
                    for (ParquetColumn field : struct.fields()) {
                        fields.add(node(field, repetition, slotDefinition));
                    }
                    yield before == leaves.size() ? new MissingNode(struct.type())
                            : new StructNode(struct, fields, new Slots(leaves.get(before), repetition, slotDefinition));
                }
                case ParquetColumn.ListOf list -> {
                    int before = leaves.size();
                    Node element = node(list.element(), list.repetition(), list.present());
                    yield before == leaves.size() ? new MissingNode(list.type())
                            : new ListNode(list.type(), list, element, null, new Slots(leaves.get(before), repetition, slotDefinition));
                }
                case ParquetColumn.MapOf map -> {
                    int before = leaves.size();
                    ParquetColumn.ListOf entries = new ParquetColumn.ListOf(map.name(), DataType.array(map.key().type()), map.definition(),
                            map.present(), map.repetition(), map.key());
                    Node key = node(map.key(), map.repetition(), map.present());
                    Node value = node(map.value(), map.repetition(), map.present());
                    yield before == leaves.size() ? new MissingNode(map.type())
                            : new ListNode(map.type(), entries, key, value, new Slots(leaves.get(before), repetition, slotDefinition));
                }
            };
        }

        private Node leaf(ParquetColumn.Leaf leaf, int slotDefinition) {
            if (leaf.type() instanceof DataType.NullType) {
                // no value is ever there, but the levels say how long the lists around it are
                ParquetColumn.Leaf levels =
                        new ParquetColumn.Leaf(leaf.name(), DataType.INT, leaf.conversion(), leaf.physical(), leaf.width(),
                                leaf.scale(), leaf.definition(), leaf.repetition(), leaf.column(), leaf.path());
                leaves.add(new NestedLeaf(levels, new ColumnPages(file, pool), Values.of(levels, pool), slotDefinition));
                return new MissingNode(leaf.type());
            }
            NestedLeaf reader = new NestedLeaf(leaf, new ColumnPages(file, pool), Values.of(leaf, pool), slotDefinition);
            leaves.add(reader);
            return new LeafNode(reader);
        }
    }

    /**
     * Where a node is: its slots are those entries of {@code leaf} that do not repeat deeper than {@code repetition} and are defined at
     * least to {@code definition}.
     */
    private record Slots(NestedLeaf leaf, int repetition, int definition) {}

    private sealed interface Node {
        Vector vector(int slots);
    }

    private record LeafNode(NestedLeaf leaf) implements Node {
        @Override
        public Vector vector(int slots) {
            return leaf.slotVector(slots);
        }
    }

    private record MissingNode(DataType type) implements Node {
        @Override
        public Vector vector(int slots) {
            return Nulls.vector(type, slots);
        }
    }

    private record StructNode(ParquetColumn.Struct struct, List<Node> fields, Slots place) implements Node {
        @Override
        public Vector vector(int slots) {
            List<Vector> vectors = new ArrayList<>(fields.size());
            for (Node field : fields) {
                vectors.add(field.vector(slots));
            }
            return new StructVector(struct.type(), vectors, slots, validity(slots));
        }

        private long @Nullable [] validity(int slots) {
            if (struct.definition() <= place.definition) {
                return null;
            }
            int[] definitions = place.leaf.definitionLevels();
            int[] repetitions = place.leaf.repetitionLevels();
            long[] bits = new long[slots + 63 >> 6];
            int slot = 0;
            int nulls = 0;
            for (int i = 0; i < place.leaf.entries(); i++) {
                if (repetitions[i] <= place.repetition && definitions[i] >= place.definition) {
                    int there = definitions[i] >= struct.definition() ? 1 : 0;
                    if (slot >= slots) {
                        throw place.leaf.pages.corrupt("more values than its neighbours have");
                    }
                    bits[slot >> 6] |= (long) there << slot;
                    nulls += 1 - there;
                    slot++;
                }
            }
            return nulls == 0 ? null : bits;
        }
    }

    /** A list, or a map: then {@code second} gives the values and {@code first} the keys. */
    private record ListNode(DataType type, ParquetColumn.ListOf list, Node first, @Nullable Node second, Slots place) implements Node {
        @Override
        public Vector vector(int slots) {
            int[] starts = new int[slots];
            int[] lengths = new int[slots];
            long[] bits = new long[slots + 63 >> 6];
            int[] definitions = place.leaf.definitionLevels();
            int[] repetitions = place.leaf.repetitionLevels();
            int slot = -1;
            int nulls = 0;
            int elements = 0;
            for (int i = 0; i < place.leaf.entries(); i++) {
                int repetition = repetitions[i];
                int definition = definitions[i];
                if (repetition <= place.repetition && definition >= place.definition) {
                    slot++;
                    if (slot >= slots) {
                        throw place.leaf.pages.corrupt("more values than its neighbours have");
                    }
                    int there = definition >= list.definition() ? 1 : 0;
                    bits[slot >> 6] |= (long) there << slot;
                    nulls += 1 - there;
                    starts[slot] = elements;
                }
                if (repetition <= list.repetition() && definition >= list.present()) {
                    if (slot < 0) {
                        throw place.leaf.pages.corrupt("an element outside of a list");
                    }
                    lengths[slot]++;
                    elements++;
                }
            }
            if (slot + 1 != slots) {
                throw place.leaf.pages.corrupt(slot + 1 + " values where its neighbours have " + slots);
            }
            long[] validity = nulls == 0 ? null : bits;
            Vector elementVector = first.vector(elements);
            if (second == null) {
                return new ListVector(type, starts, lengths, elementVector, slots, validity);
            }
            if (elementVector.hasNulls()) {
                throw place.leaf.pages.corrupt("a map has a null key");
            }
            return new MapVector(type, starts, lengths, elementVector, second.vector(elements), slots, validity);
        }
    }
}
