package dev.millrace.types;

import java.util.Locale;

/**
 * What follows from a type. Apart from {@link DataType}, whose constants are instances of its own subtypes: an interface with default
 * methods is initialized with each of its classes, and two threads that begin at different ends would wait for each other.
 */
sealed interface TypeTraits permits DataType {

    /** SQL form, which {@link TypeParser} reads: words in upper case, names of fields as they are, quoted where they must be. */
    default String sql() {
        return switch ((DataType) this) {
            case DataType.ArrayType(var element, var _) -> "ARRAY<" + element.sql() + ">";
            case DataType.MapType(var key, var value, var _) -> "MAP<" + key.sql() + ", " + value.sql() + ">";
            case DataType.StructType(var fields) -> {
                StringBuilder text = new StringBuilder("STRUCT<");
                for (Field field : fields) {
                    boolean plain = field.name().matches("[A-Za-z_][A-Za-z0-9_]*");
                    text.append(text.length() > "STRUCT<".length() ? ", " : "")
                            .append(plain ? field.name() : "`" + field.name().replace("`", "``") + "`").append(": ")
                            .append(field.type().sql()).append(field.nullable() ? "" : " NOT NULL");
                }
                yield text.append('>').toString();
            }
            case DataType type -> type.simpleName().toUpperCase(Locale.ROOT);
        };
    }

    /** True for TINYINT, SMALLINT, INT and BIGINT. */
    default boolean isIntegral() {
        return this instanceof DataType.ByteType || this instanceof DataType.ShortType || this instanceof DataType.IntType
                || this instanceof DataType.LongType;
    }

    /** True for the integral types, FLOAT, DOUBLE and DECIMAL. */
    default boolean isNumeric() {
        return isIntegral() || this instanceof DataType.FloatType || this instanceof DataType.DoubleType
                || this instanceof DataType.DecimalType;
    }

    /** True for ARRAY, MAP and STRUCT. */
    default boolean isNested() {
        return this instanceof DataType.ArrayType || this instanceof DataType.MapType || this instanceof DataType.StructType;
    }

    /** True when values can be ordered: everything but MAP and types that hold one. */
    default boolean isOrderable() {
        if (this instanceof DataType.ArrayType(var element, var _)) {
            return element.isOrderable();
        }
        if (this instanceof DataType.StructType(var fields)) {
            return fields.stream().allMatch(field -> field.type().isOrderable());
        }
        return !(this instanceof DataType.MapType);
    }
}
