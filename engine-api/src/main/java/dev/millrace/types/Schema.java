package dev.millrace.types;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table or a DataFrame, in order. Names need not be unique (a join may give two columns of one name).
 *
 * <p>{@code Schema.of(Field.of("id", DataType.BIGINT), Field.of("name", DataType.STRING))}
 */
public record Schema(List<Field> fields) {

    public static final Schema EMPTY = new Schema(List.of());

    public Schema {
        fields = List.copyOf(fields);
    }

    public static Schema of(Field... fields) {
        return new Schema(List.of(fields));
    }

    public int size() {
        return fields.size();
    }

    public Field field(int ordinal) {
        return fields.get(ordinal);
    }

    public DataType type(int ordinal) {
        return fields.get(ordinal).type();
    }

    /** First column of this name, ignoring case, or -1. */
    public int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    public List<String> names() {
        List<String> names = new ArrayList<>(fields.size());
        for (Field field : fields) {
            names.add(field.name());
        }
        return names;
    }

    /** This schema's columns at the given ordinals, in their order. */
    public Schema select(int... ordinals) {
        List<Field> chosen = new ArrayList<>(ordinals.length);
        for (int ordinal : ordinals) {
            chosen.add(fields.get(ordinal));
        }
        return new Schema(chosen);
    }

    public DataType.StructType asStruct() {
        return new DataType.StructType(fields);
    }

    /** The tree that {@code printSchema()} prints; integral types go by Spark's names there: byte, short, integer, long. */
    public String treeString() {
        StringBuilder text = new StringBuilder("root\n");
        for (Field field : fields) {
            appendTree(text, " |-- ", field.name(), field.type(), field.nullable(), "nullable");
        }
        return text.toString();
    }

    private static void appendTree(StringBuilder text, String prefix, String name, DataType type, boolean nullable, String nullWord) {
        String label = switch (type) {
            case DataType.ArrayType _ -> "array";
            case DataType.MapType _ -> "map";
            case DataType.StructType _ -> "struct";
            case DataType.ByteType _ -> "byte";
            case DataType.ShortType _ -> "short";
            case DataType.IntType _ -> "integer";
            case DataType.LongType _ -> "long";
            default -> type.simpleName();
        };
        text.append(prefix).append(name).append(": ").append(label);
        text.append(nullWord.isEmpty() ? "\n" : " (" + nullWord + " = " + nullable + ")\n");
        String deeper = " |   " + prefix;
        if (type instanceof DataType.ArrayType(var element, var containsNull)) {
            appendTree(text, deeper, "element", element, containsNull, "containsNull");
        } else if (type instanceof DataType.MapType(var key, var value, var valueContainsNull)) {
            appendTree(text, deeper, "key", key, false, "");
            appendTree(text, deeper, "value", value, valueContainsNull, "valueContainsNull");
        } else if (type instanceof DataType.StructType(var children)) {
            for (Field child : children) {
                appendTree(text, deeper, child.name(), child.type(), child.nullable(), "nullable");
            }
        }
    }
}
