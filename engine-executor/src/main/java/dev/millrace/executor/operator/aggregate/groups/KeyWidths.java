package dev.millrace.executor.operator.aggregate.groups;

import dev.millrace.types.DataType;

/** Bytes that a value takes in a column, text and elements not counted. */
public final class KeyWidths {

    private KeyWidths() {}

    public static int bytes(DataType type) {
        return switch (type.storage()) {
            case BOOLEAN -> 1;
            case INT -> 4;
            case LONG, DOUBLE, BYTES, LIST, MAP -> 8;
            case DECIMAL128 -> 16;
            case STRUCT -> ((DataType.StructType) type).fields().stream().mapToInt(field -> bytes(field.type())).sum();
            case NULL -> 0;
        };
    }
}
