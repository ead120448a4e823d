package dev.millrace.files.parquet.schema;

import dev.millrace.types.DataType;
import java.util.List;
import org.apache.parquet.format.Type;

/**
 * A column, field, element, key or value as it is read. A node exists in a slot of its surroundings; a <em>slot</em> is a row
 * at the top and an element below a list or map. {@code definition} is the definition level from which on the node is not null.
 */
public sealed interface ParquetColumn {
    String name();

    DataType type();

    /** The definition level from which on a value is not null. */
    int definition();

    /**
     * Values of one column chunk.
     *
     * @param column     index of the chunk in a row group
     * @param repetition the highest repetition level, 0 for a column without lists around it
     * @param width      bytes of a FIXED_LEN_BYTE_ARRAY
     * @param scale      decimal digits behind the point in the file, for {@link Conversion#BIG_ENDIAN_TO_DOUBLE}
     */
    record Leaf(String name, DataType type, Conversion conversion, Type physical, int width, int scale, int definition, int repetition,
            int column,
            List<String> path) implements ParquetColumn {}

    /** A struct. */
    record Struct(String name, DataType.StructType type, int definition, List<ParquetColumn> fields) implements ParquetColumn {}

    /**
     * A list; {@code repetition} is the level at which an element follows another, {@code present} the definition level of an element
     * being there.
     */
    record ListOf(String name, DataType.ArrayType type, int definition, int present, int repetition,
            ParquetColumn element) implements ParquetColumn {}

    /** A map; levels as in {@link ListOf}, for its entries. */
    record MapOf(String name, DataType.MapType type, int definition, int present, int repetition, ParquetColumn key, ParquetColumn value)
            implements
                ParquetColumn {}

    /** A column that the reader asks for and the file does not have: null in every slot. */
    record Missing(String name, DataType type) implements ParquetColumn {
        @Override
        public int definition() {
            return Integer.MAX_VALUE;
        }
    }
}
