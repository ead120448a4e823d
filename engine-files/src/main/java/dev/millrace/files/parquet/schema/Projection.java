package dev.millrace.files.parquet.schema;

import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fits a file's columns to the columns that a table has: by name, in another order, with fields left out, added as nulls or
 * widened. Names are compared exactly first, then without case.
 */
public final class Projection {
    private Projection() {}

    /** The file's column for {@code wanted}; {@link ParquetColumn.Missing} when there is none; empty when its type does not fit. */
    public static Optional<ParquetColumn> column(List<ParquetColumn> columns, Field wanted) {
        ParquetColumn found = named(columns, wanted.name());
        return found == null ? Optional.of(new ParquetColumn.Missing(wanted.name(), wanted.type())) : fit(found, wanted.type());
    }

    /** The file's column of this name, or null. */
    public static @org.jspecify.annotations.Nullable ParquetColumn named(List<ParquetColumn> columns, String name) {
        for (ParquetColumn column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        for (ParquetColumn column : columns) {
            if (column.name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        return null;
    }

    private static Optional<ParquetColumn> fit(ParquetColumn column, DataType wanted) {
        if (column.type().equals(wanted)) {
            return Optional.of(column);
        }
        return switch (column) {
            case ParquetColumn.Leaf leaf when leaf.type() instanceof DataType.NullType ->
                    Optional.of(new ParquetColumn.Missing(leaf.name(), wanted));
            case ParquetColumn.Leaf leaf -> widens(leaf, wanted)
                    ? Optional
                            .of(new ParquetColumn.Leaf(leaf.name(), wanted, leaf.conversion(), leaf.physical(), leaf.width(), leaf.scale(),
                                    leaf.definition(), leaf.repetition(), leaf.column(), leaf.path()))
                    : Optional.empty();
            case ParquetColumn.Struct struct when wanted instanceof DataType.StructType type -> struct(struct, type);
            case ParquetColumn.ListOf list when wanted instanceof DataType.ArrayType type -> fit(list.element(), type.element())
                    .map(element -> new ParquetColumn.ListOf(list.name(), type, list.definition(), list.present(), list.repetition(),
                            element));
            case ParquetColumn.MapOf map when wanted instanceof DataType.MapType type -> fit(map.key(), type.key())
                    .flatMap(key -> fit(map.value(), type.value()).map(value -> new ParquetColumn.MapOf(map.name(), type, map.definition(),
                            map.present(), map.repetition(), key, value)));
            case ParquetColumn.Struct _, ParquetColumn.ListOf _, ParquetColumn.MapOf _ -> Optional.empty();
            case ParquetColumn.Missing missing -> Optional.of(new ParquetColumn.Missing(missing.name(), wanted));
        };
    }

    private static Optional<ParquetColumn> struct(ParquetColumn.Struct struct, DataType.StructType wanted) {
        List<ParquetColumn> fields = new ArrayList<>();
        for (Field field : wanted.fields()) {
            Optional<ParquetColumn> found = column(struct.fields(), field);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            fields.add(found.get());
        }
        return Optional.of(new ParquetColumn.Struct(struct.name(), wanted, struct.definition(), List.copyOf(fields)));
    }

    /** Whether every stored value can be read as {@code wanted} without loss. */
    private static boolean widens(ParquetColumn.Leaf leaf, DataType wanted) {
        return widens(leaf.type(), wanted)
                && (leaf.conversion() != Conversion.BIG_ENDIAN_TO_DOUBLE || wanted instanceof DataType.DoubleType);
    }

    /** Whether a column of type {@code from} can be read as {@code to}: the same bytes, more digits or a wider number. */
    public static boolean widens(DataType from, DataType to) {
        return switch (from) {
            case DataType.ByteType _ ->
                    to instanceof DataType.ShortType || to instanceof DataType.IntType || to instanceof DataType.LongType
                            || to instanceof DataType.DoubleType;
            case DataType.ShortType _ ->
                    to instanceof DataType.IntType || to instanceof DataType.LongType || to instanceof DataType.DoubleType;
            case DataType.IntType _ -> to instanceof DataType.LongType || to instanceof DataType.DoubleType;
            case DataType.FloatType _ -> to instanceof DataType.DoubleType;
            case DataType.DecimalType(var precision, var scale) ->
                    to instanceof DataType.DecimalType(var wider, var sameScale) && scale == sameScale && wider >= precision;
            case DataType.StringType _ -> to instanceof DataType.BinaryType;
            case DataType.BinaryType _ -> to instanceof DataType.StringType;
            case DataType.BooleanType _, DataType.LongType _, DataType.DoubleType _, DataType.DateType _,
                    DataType.TimestampType _, DataType.TimestampNtzType _, DataType.YearMonthIntervalType _,
                    DataType.DayTimeIntervalType _, DataType.NullType _, DataType.ArrayType _, DataType.MapType _, DataType.StructType _ ->
                    false;
        };
    }
}
