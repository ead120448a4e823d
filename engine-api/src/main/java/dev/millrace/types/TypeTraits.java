package dev.millrace.types;

import java.util.Locale;

/**
 * What follows from a type. Apart from {@link DataType}, whose constants are instances of its own subtypes: an interface with default
 * methods is initialized with each of its classes, and two threads that begin at different ends would wait for each other.
 */
sealed interface TypeTraits permits DataType {

    /** Upper-case SQL form. */
    default String sql() {
        return ((DataType) this).simpleName().toUpperCase(Locale.ROOT);
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
