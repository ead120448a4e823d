package dev.millrace.files.parquet.schema;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;

/**
 * The columns of one file, after Parquet's LogicalTypes.md with its rules for older writers.
 *
 * @param columns top-level columns in file order
 * @param leaves  number of column chunks that a row group has
 */
public record ParquetSchema(List<ParquetColumn> columns, int leaves) {

    public ParquetSchema {
        columns = List.copyOf(columns);
    }

    /** @throws CorruptDataException when the elements are no tree, or a type is annotated with what it cannot hold */
    public static ParquetSchema of(List<SchemaElement> elements) {
        SchemaNode.Group root = SchemaNode.root(elements);
        List<ParquetColumn> columns = new ArrayList<>();
        for (SchemaNode child : root.children()) {
            columns.add(column(child));
        }
        int leaves = 0;
        for (SchemaElement element : elements.subList(1, elements.size())) {
            leaves += element.type() != null ? 1 : 0;
        }
        return new ParquetSchema(columns, leaves);
    }

    /** The columns as a schema of nullable fields. */
    public Schema schema() {
        return new Schema(columns.stream().map(column -> Field.of(column.name(), column.type())).toList());
    }

    private static ParquetColumn column(SchemaNode node) {
        if (!node.repeated()) {
            return single(node);
        }
        // a repeated field that no LIST or MAP surrounds is a list without nulls
        return list(node.name(), node.definition() - 1, node, single(node));
    }

    /** The node as if it occurred once: what is in the list when it is repeated. */
    private static ParquetColumn single(SchemaNode node) {
        return switch (node) {
            case SchemaNode.Leaf leaf -> LeafTypes.leaf(leaf);
            case SchemaNode.Group group -> group(group);
        };
    }

    private static ParquetColumn group(SchemaNode.Group group) {
        boolean single = group.children().size() == 1;
        boolean isList = group.converted() == ConvertedType.LIST || isKind(group, LogicalType.Kind.LIST);
        if (isList && single && !group.repeated() && group.children().getFirst().repeated()) {
            SchemaNode repeated = group.children().getFirst();
            return list(group.name(), group.definition(), repeated, element(group, repeated));
        }
        boolean isMap = group.converted() == ConvertedType.MAP || group.converted() == ConvertedType.MAP_KEY_VALUE
                || isKind(group, LogicalType.Kind.MAP);
        if (isMap && single && !group.repeated() && group.children().getFirst() instanceof SchemaNode.Group entries && entries.repeated()
                && !entries.children().getFirst().repeated()) {
            if (entries.children().size() == 2) {
                return map(group, entries);
            }
            if (entries.children().size() == 1) {
                // a map without values: what is there is the list of its keys
                return list(group.name(), group.definition(), entries, single(entries.children().getFirst()));
            }
        }
        return struct(group);
    }

    private static boolean isKind(SchemaNode node, LogicalType.Kind kind) {
        LogicalType logical = node.logical();
        return logical != null && logical.kind() == kind;
    }

    private static ParquetColumn.Struct struct(SchemaNode.Group group) {
        List<ParquetColumn> fields = new ArrayList<>();
        List<Field> types = new ArrayList<>();
        for (SchemaNode child : group.children()) {
            ParquetColumn field = column(child);
            fields.add(field);
            types.add(Field.of(field.name(), field.type()));
        }
        return new ParquetColumn.Struct(group.name(), new DataType.StructType(types), group.definition(), List.copyOf(fields));
    }

    private static ParquetColumn list(String name, int definition, SchemaNode repeated, ParquetColumn element) {
        return new ParquetColumn.ListOf(name, DataType.array(element.type()), definition, repeated.definition(), repeated.repetition(),
                element);
    }

    /** The element of an annotated list: the repeated node itself in the two-level shapes of older writers, else its only child. */
    private static ParquetColumn element(SchemaNode.Group list, SchemaNode repeated) {
        if (repeated instanceof SchemaNode.Group group && group.children().size() == 1 && !group.children().getFirst().repeated()
                && !group.name().equals("array") && !group.name().equals(list.name() + "_tuple")) {
            return single(group.children().getFirst());
        }
        return switch (repeated) {
            case SchemaNode.Leaf leaf -> LeafTypes.leaf(leaf);
            case SchemaNode.Group group -> annotated(group) ? group(once(group)) : struct(group);
        };
    }

    private static boolean annotated(SchemaNode.Group group) {
        return group.converted() != null || group.logical() != null;
    }

    private static SchemaNode.Group once(SchemaNode.Group group) {
        return new SchemaNode.Group(group.name(), FieldRepetitionType.REQUIRED, group.definition(), group.repetition(), group.converted(),
                group.logical(), group.children());
    }

    private static ParquetColumn map(SchemaNode.Group group, SchemaNode.Group entries) {
        ParquetColumn key = column(entries.children().get(0));
        ParquetColumn value = column(entries.children().get(1));
        return new ParquetColumn.MapOf(group.name(), DataType.map(key.type(), value.type()), group.definition(), entries.definition(),
                entries.repetition(), key, value);
    }
}
