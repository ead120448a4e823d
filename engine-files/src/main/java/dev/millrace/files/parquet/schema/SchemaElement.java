package dev.millrace.files.parquet.schema;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file's schema as it is stored.
 *
 * @param type      null for a group
 * @param width     bytes of a FIXED_LEN_BYTE_ARRAY
 * @param children  number of children, which follow
 * @param converted deprecated annotation
 * @param scale     of a decimal, by the deprecated annotation
 */
public record SchemaElement(String name, @Nullable Type type, int width, FieldRepetitionType occurs, int children,
        @Nullable ConvertedType converted, int scale, int precision, @Nullable LogicalType logical) {}
