package dev.millrace.files.parquet.write;

import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.math.BigInteger;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet type of each of ours, after Parquet's LogicalTypes.md: timestamps in microseconds (UTC for TIMESTAMP, local for
 * TIMESTAMP_NTZ), decimals in the smallest of INT32, INT64 and FIXED_LEN_BYTE_ARRAY, lists and maps in three levels. Intervals have no
 * type in Parquet that holds them exactly: they are written as their number of months (INT32) or microseconds (INT64).
 */
final class ParquetTypes {

    private static final int MAX_INT_PRECISION = 9;

    private ParquetTypes() {}

    static MessageType message(Schema schema) {
        Type[] columns = new Type[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = type(schema.field(i).name(), schema.type(i), Repetition.OPTIONAL);
        }
        return new MessageType("millrace", columns);
    }

    /** True for a DECIMAL that is stored as INT32. */
    static boolean isIntDecimal(DataType type) {
        return type instanceof DataType.DecimalType(var precision, var _) && precision <= MAX_INT_PRECISION;
    }

    /** Bytes of the smallest two's complement number that holds {@code precision} decimal digits. */
    static int bytesOf(int precision) {
        return BigInteger.TEN.pow(precision).bitLength() / 8 + 1;
    }

    private static Type type(String name, DataType type, Repetition repetition) {
        return switch (type) {
            case DataType.BooleanType _ -> leaf(name, PrimitiveTypeName.BOOLEAN, repetition, null);
            case DataType.ByteType _ -> leaf(name, PrimitiveTypeName.INT32, repetition, LogicalTypeAnnotation.intType(8, true));
            case DataType.ShortType _ -> leaf(name, PrimitiveTypeName.INT32, repetition, LogicalTypeAnnotation.intType(16, true));
            case DataType.IntType _, DataType.YearMonthIntervalType _ -> leaf(name, PrimitiveTypeName.INT32, repetition, null);
            case DataType.LongType _, DataType.DayTimeIntervalType _ -> leaf(name, PrimitiveTypeName.INT64, repetition, null);
            case DataType.FloatType _ -> leaf(name, PrimitiveTypeName.FLOAT, repetition, null);
            case DataType.DoubleType _ -> leaf(name, PrimitiveTypeName.DOUBLE, repetition, null);
            case DataType.DecimalType decimal -> decimal(name, decimal, repetition);
            case DataType.StringType _ -> leaf(name, PrimitiveTypeName.BINARY, repetition, LogicalTypeAnnotation.stringType());
            case DataType.BinaryType _ -> leaf(name, PrimitiveTypeName.BINARY, repetition, null);
            case DataType.DateType _ -> leaf(name, PrimitiveTypeName.INT32, repetition, LogicalTypeAnnotation.dateType());
            case DataType.TimestampType _ ->
                    leaf(name, PrimitiveTypeName.INT64, repetition, LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS));
            case DataType.TimestampNtzType _ ->
                    leaf(name, PrimitiveTypeName.INT64, repetition, LogicalTypeAnnotation.timestampType(false, TimeUnit.MICROS));
            case DataType.NullType _ -> leaf(name, PrimitiveTypeName.INT32, repetition, LogicalTypeAnnotation.unknownType());
            case DataType.ArrayType(var element, var _) -> group(repetition, LogicalTypeAnnotation.listType(), name,
                    new GroupType(Repetition.REPEATED, "list", type("element", element, Repetition.OPTIONAL)));
            case DataType.MapType(var key, var value, var _) -> group(repetition, LogicalTypeAnnotation.mapType(), name,
                    new GroupType(Repetition.REPEATED, "key_value", type("key", key, Repetition.REQUIRED),
                            type("value", value, Repetition.OPTIONAL)));
            case DataType.StructType(var fields) -> {
                Type[] children = new Type[fields.size()];
                for (int i = 0; i < children.length; i++) {
                    Field field = fields.get(i);
                    children[i] = type(field.name(), field.type(), Repetition.OPTIONAL);
                }
                yield new GroupType(repetition, name, children);
            }
        };
    }

    private static Type decimal(String name, DataType.DecimalType decimal, Repetition repetition) {
        LogicalTypeAnnotation meaning = LogicalTypeAnnotation.decimalType(decimal.scale(), decimal.precision());
        if (decimal.precision() <= MAX_INT_PRECISION) {
            return leaf(name, PrimitiveTypeName.INT32, repetition, meaning);
        }
        if (decimal.precision() <= DataType.DecimalType.MAX_LONG_PRECISION) {
            return leaf(name, PrimitiveTypeName.INT64, repetition, meaning);
        }
        return Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition).length(bytesOf(decimal.precision())).as(meaning)
                .named(name);
    }

    private static Type group(Repetition repetition, LogicalTypeAnnotation meaning, String name, Type repeated) {
        return Types.buildGroup(repetition).as(meaning).addField(repeated).named(name);
    }

    private static Type leaf(String name, PrimitiveTypeName primitive, Repetition repetition, @Nullable LogicalTypeAnnotation meaning) {
        return Types.primitive(primitive, repetition).as(meaning).named(name);
    }
}
