package dev.millrace.files.parquet.schema;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.types.DataType;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/** The type of a column of values: from its logical type, else from the deprecated annotation, else from how it is stored. */
final class LeafTypes {
    private LeafTypes() {}

    private record Meaning(DataType type, Conversion conversion) {
        static Meaning of(DataType type) {
            return new Meaning(type, Conversion.NONE);
        }
    }

    static ParquetColumn.Leaf leaf(SchemaNode.Leaf node) {
        Meaning meaning = meaning(node);
        LogicalType logical = node.logical();
        int scale = logical != null && logical.kind() == LogicalType.Kind.DECIMAL ? logical.scale() : node.scale();
        return new ParquetColumn.Leaf(node.name(), meaning.type, meaning.conversion, node.physical(), node.width(), scale,
                node.definition(),
                node.repetition(), node.column(), node.path());
    }

    private static Meaning meaning(SchemaNode.Leaf node) {
        Meaning meaning = node.logical() == null ? null : logical(node, node.logical());
        if (meaning == null && node.converted() != null) {
            meaning = converted(node, node.converted());
        }
        return meaning == null ? physical(node) : meaning;
    }

    private static Meaning physical(SchemaNode.Leaf node) {
        return switch (node.physical()) {
            case BOOLEAN -> Meaning.of(DataType.BOOLEAN);
            case INT32 -> Meaning.of(DataType.INT);
            case INT64 -> Meaning.of(DataType.BIGINT);
            case INT96 -> Meaning.of(DataType.TIMESTAMP);
            case FLOAT -> Meaning.of(DataType.FLOAT);
            case DOUBLE -> Meaning.of(DataType.DOUBLE);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> Meaning.of(DataType.BINARY);
        };
    }

    /** Null for a logical type that newer versions of the format brought and that says nothing here: the storage then decides. */
    private static @Nullable Meaning logical(SchemaNode.Leaf node, LogicalType logical) {
        return switch (logical.kind()) {
            case STRING, ENUM, JSON -> text(node);
            case DECIMAL -> decimal(node, logical.precision(), logical.scale());
            case DATE -> require(node, Type.INT32, Meaning.of(DataType.DATE));
            case TIMESTAMP -> timestamp(node, logical);
            case INTEGER -> integer(node, logical.bits(), logical.signed());
            case UNKNOWN -> Meaning.of(DataType.NULL);
            case FLOAT16 -> half(node);
            case LIST, MAP, OTHER -> null;
        };
    }

    private static Meaning half(SchemaNode.Leaf node) {
        if (node.physical() != Type.FIXED_LEN_BYTE_ARRAY || node.width() != 2) {
            throw wrong(node, "FLOAT16");
        }
        return new Meaning(DataType.FLOAT, Conversion.FLOAT_16);
    }

    private static @Nullable Meaning converted(SchemaNode.Leaf node, ConvertedType converted) {
        return switch (converted) {
            case UTF8, ENUM, JSON -> text(node);
            case DECIMAL -> decimal(node, node.precision(), node.scale());
            case DATE -> require(node, Type.INT32, Meaning.of(DataType.DATE));
            case TIMESTAMP_MILLIS -> require(node, Type.INT64, new Meaning(DataType.TIMESTAMP, Conversion.MILLIS_TO_MICROS));
            case TIMESTAMP_MICROS -> require(node, Type.INT64, Meaning.of(DataType.TIMESTAMP));
            case INT_8 -> integer(node, 8, true);
            case INT_16 -> integer(node, 16, true);
            case INT_32 -> integer(node, 32, true);
            case INT_64 -> integer(node, 64, true);
            case UINT_8 -> integer(node, 8, false);
            case UINT_16 -> integer(node, 16, false);
            case UINT_32 -> integer(node, 32, false);
            case UINT_64 -> integer(node, 64, false);
            case TIME_MILLIS, TIME_MICROS, BSON, INTERVAL, LIST, MAP, MAP_KEY_VALUE -> null;
        };
    }

    private static Meaning text(SchemaNode.Leaf node) {
        if (node.physical() != Type.BYTE_ARRAY && node.physical() != Type.FIXED_LEN_BYTE_ARRAY) {
            throw wrong(node, "text");
        }
        return Meaning.of(DataType.STRING);
    }

    private static Meaning integer(SchemaNode.Leaf node, int bits, boolean signed) {
        Type expected = bits == 64 ? Type.INT64 : Type.INT32;
        Meaning meaning = switch (bits) {
            case 8 -> signed ? new Meaning(DataType.TINYINT, Conversion.SIGNED_8) : new Meaning(DataType.SMALLINT, Conversion.UNSIGNED_8);
            case 16 -> signed ? new Meaning(DataType.SMALLINT, Conversion.SIGNED_16) : new Meaning(DataType.INT, Conversion.UNSIGNED_16);
            case 32 -> signed ? Meaning.of(DataType.INT) : new Meaning(DataType.BIGINT, Conversion.UNSIGNED_32);
            case 64 -> signed ? Meaning.of(DataType.BIGINT) : new Meaning(DataType.decimal(20, 0), Conversion.UNSIGNED_64);
            default -> throw wrong(node, "an integer of " + bits + " bits");
        };
        return require(node, expected, meaning);
    }

    private static Meaning timestamp(SchemaNode.Leaf node, LogicalType logical) {
        Conversion conversion = logical.unit() == LogicalType.Unit.MILLIS ? Conversion.MILLIS_TO_MICROS
                : logical.unit() == LogicalType.Unit.NANOS ? Conversion.NANOS_TO_MICROS : Conversion.NONE;
        return require(node, Type.INT64, new Meaning(logical.adjustedToUtc() ? DataType.TIMESTAMP : DataType.TIMESTAMP_NTZ, conversion));
    }

    private static Meaning decimal(SchemaNode.Leaf node, int precision, int scale) {
        if (precision < 1 || scale < 0 || scale > precision) {
            throw wrong(node, "DECIMAL(" + precision + "," + scale + ")");
        }
        return switch (node.physical()) {
            case INT32, INT64 -> {
                if (precision > DataType.DecimalType.MAX_LONG_PRECISION) {
                    throw wrong(node, "DECIMAL(" + precision + "," + scale + ")");
                }
                yield Meaning.of(DataType.decimal(precision, scale));
            }
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> {
                if (precision > DataType.DecimalType.MAX_PRECISION) {
                    yield new Meaning(DataType.DOUBLE, Conversion.BIG_ENDIAN_TO_DOUBLE);
                }
                yield new Meaning(DataType.decimal(precision, scale), Conversion.BIG_ENDIAN_DECIMAL);
            }
            case BOOLEAN, INT96, FLOAT, DOUBLE -> throw wrong(node, "DECIMAL(" + precision + "," + scale + ")");
        };
    }

    private static Meaning require(SchemaNode.Leaf node, Type expected, Meaning meaning) {
        if (node.physical() != expected) {
            throw wrong(node, meaning.type.sql());
        }
        return meaning;
    }

    private static CorruptDataException wrong(SchemaNode.Leaf node, String annotation) {
        return new CorruptDataException(
                "the column " + String.join(".", node.path()) + " of " + node.physical() + " is annotated as " + annotation);
    }
}
