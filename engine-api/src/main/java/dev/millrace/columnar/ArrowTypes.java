package dev.millrace.columnar;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Interval;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.Null;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;
import org.jspecify.annotations.Nullable;

/** Schemas as Arrow metadata and back; see {@link BlockEncoder} for the types. */
final class ArrowTypes {

    /** One of Arrow's type tables in a buffer: which, and where it lies. */
    private record TypeTable(byte tag, int offset) {}

    private ArrowTypes() {}

    static int write(FlatBufferBuilder builder, Schema schema) {
        int[] fields = new int[schema.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = write(builder, schema.field(i));
        }
        int fieldsVector = org.apache.arrow.flatbuf.Schema.createFieldsVector(builder, fields);
        return org.apache.arrow.flatbuf.Schema.createSchema(builder, Endianness.Little, fieldsVector, 0, 0);
    }

    private static int write(FlatBufferBuilder builder, Field field) {
        List<Field> children = children(field.type());
        int[] childOffsets = new int[children.size()];
        for (int i = 0; i < childOffsets.length; i++) {
            childOffsets[i] = write(builder, children.get(i));
        }
        int name = builder.createString(field.name());
        int childrenVector = org.apache.arrow.flatbuf.Field.createChildrenVector(builder, childOffsets);
        TypeTable type = write(builder, field.type());
        return org.apache.arrow.flatbuf.Field.createField(builder, name, field.nullable(), type.tag(), type.offset(), 0, childrenVector, 0);
    }

    private static List<Field> children(DataType type) {
        return switch (type) {
            case DataType.ArrayType(var element, var containsNull) -> List.of(new Field("item", element, containsNull));
            case DataType.MapType(var key, var value, var valueContainsNull) -> List.of(new Field("entries",
                    DataType.struct(new Field("key", key, false), new Field("value", value, valueContainsNull)), false));
            case DataType.StructType(var fields) -> fields;
            case DataType.BooleanType _, DataType.ByteType _, DataType.ShortType _, DataType.IntType _,
                    DataType.LongType _, DataType.FloatType _, DataType.DoubleType _, DataType.DecimalType _,
                    DataType.StringType _, DataType.BinaryType _, DataType.DateType _, DataType.TimestampType _,
                    DataType.TimestampNtzType _, DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _, DataType.NullType _ ->
                    List.of();
        };
    }

    private static TypeTable write(FlatBufferBuilder builder, DataType type) {
        return switch (type) {
            case DataType.BooleanType _ -> {
                Bool.startBool(builder);
                yield new TypeTable(Type.Bool, Bool.endBool(builder));
            }
            case DataType.ByteType _ -> new TypeTable(Type.Int, Int.createInt(builder, 8, true));
            case DataType.ShortType _ -> new TypeTable(Type.Int, Int.createInt(builder, 16, true));
            case DataType.IntType _ -> new TypeTable(Type.Int, Int.createInt(builder, 32, true));
            case DataType.LongType _ -> new TypeTable(Type.Int, Int.createInt(builder, 64, true));
            case DataType.FloatType _ -> new TypeTable(Type.FloatingPoint, FloatingPoint.createFloatingPoint(builder, Precision.SINGLE));
            case DataType.DoubleType _ -> new TypeTable(Type.FloatingPoint, FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE));
            case DataType.DecimalType(var precision, var scale) ->
                    new TypeTable(Type.Decimal, Decimal.createDecimal(builder, precision, scale, 128));
            case DataType.StringType _ -> {
                Utf8.startUtf8(builder);
                yield new TypeTable(Type.Utf8, Utf8.endUtf8(builder));
            }
            case DataType.BinaryType _ -> {
                Binary.startBinary(builder);
                yield new TypeTable(Type.Binary, Binary.endBinary(builder));
            }
            case DataType.DateType _ -> new TypeTable(Type.Date, Date.createDate(builder, DateUnit.DAY));
            case DataType.TimestampType _ -> {
                int zone = builder.createString("UTC");
                yield new TypeTable(Type.Timestamp, Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, zone));
            }
            case DataType.TimestampNtzType _ -> new TypeTable(Type.Timestamp, Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, 0));
            case DataType.YearMonthIntervalType _ ->
                    new TypeTable(Type.Interval, Interval.createInterval(builder, IntervalUnit.YEAR_MONTH));
            case DataType.DayTimeIntervalType _ -> new TypeTable(Type.Duration, Duration.createDuration(builder, TimeUnit.MICROSECOND));
            case DataType.ArrayType _ -> {
                org.apache.arrow.flatbuf.List.startList(builder);
                yield new TypeTable(Type.List, org.apache.arrow.flatbuf.List.endList(builder));
            }
            case DataType.MapType _ -> new TypeTable(Type.Map, org.apache.arrow.flatbuf.Map.createMap(builder, false));
            case DataType.StructType _ -> {
                Struct_.startStruct_(builder);
                yield new TypeTable(Type.Struct_, Struct_.endStruct_(builder));
            }
            case DataType.NullType _ -> {
                Null.startNull(builder);
                yield new TypeTable(Type.Null, Null.endNull(builder));
            }
        };
    }

    static Schema read(org.apache.arrow.flatbuf.Schema schema) {
        if (schema.endianness() != Endianness.Little) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "Arrow data in big-endian order", "advice", "Write it little-endian.");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            fields.add(read(schema.fields(i)));
        }
        return new Schema(fields);
    }

    private static Field read(org.apache.arrow.flatbuf.Field field) {
        if (field.dictionary() != null) {
            throw unsupported(field, "with a dictionary");
        }
        String name = field.name();
        return new Field(name == null ? "" : name, type(field), field.nullable());
    }

    private static DataType type(org.apache.arrow.flatbuf.Field field) {
        DataType type = switch (field.typeType()) {
            case Type.Null -> DataType.NULL;
            case Type.Bool -> DataType.BOOLEAN;
            case Type.Int -> integer((Int) field.type(new Int()));
            case Type.FloatingPoint -> switch (((FloatingPoint) field.type(new FloatingPoint())).precision()) {
                case Precision.SINGLE -> DataType.FLOAT;
                case Precision.DOUBLE -> DataType.DOUBLE;
                default -> null;
            };
            case Type.Decimal -> decimal((Decimal) field.type(new Decimal()));
            case Type.Utf8 -> DataType.STRING;
            case Type.Binary -> DataType.BINARY;
            case Type.Date -> ((Date) field.type(new Date())).unit() == DateUnit.DAY ? DataType.DATE : null;
            case Type.Timestamp -> timestamp((Timestamp) field.type(new Timestamp()));
            case Type.Interval ->
                    ((Interval) field.type(new Interval())).unit() == IntervalUnit.YEAR_MONTH ? DataType.INTERVAL_YEAR_MONTH : null;
            case Type.Duration ->
                    ((Duration) field.type(new Duration())).unit() == TimeUnit.MICROSECOND ? DataType.INTERVAL_DAY_TIME : null;
            case Type.List -> {
                Field element = child(field, 0, 1);
                yield new DataType.ArrayType(element.type(), element.nullable());
            }
            case Type.Map -> {
                org.apache.arrow.flatbuf.Field entries = field.children(0);
                Field key = child(entries, 0, 2);
                Field value = child(entries, 1, 2);
                yield new DataType.MapType(key.type(), value.type(), value.nullable());
            }
            case Type.Struct_ -> {
                List<Field> fields = new ArrayList<>();
                for (int i = 0; i < field.childrenLength(); i++) {
                    fields.add(read(field.children(i)));
                }
                yield new DataType.StructType(fields);
            }
            default -> null;
        };
        if (type == null) {
            throw unsupported(field, "");
        }
        return type;
    }

    private static @Nullable DataType integer(Int type) {
        if (!type.isSigned()) {
            return null;
        }
        return switch (type.bitWidth()) {
            case 8 -> DataType.TINYINT;
            case 16 -> DataType.SMALLINT;
            case 32 -> DataType.INT;
            case 64 -> DataType.BIGINT;
            default -> null;
        };
    }

    private static @Nullable DataType decimal(Decimal type) {
        boolean ours = type.bitWidth() == 128 && type.precision() >= 1 && type.precision() <= DataType.DecimalType.MAX_PRECISION
                && type.scale() >= 0
                && type.scale() <= type.precision();
        return ours ? DataType.decimal(type.precision(), type.scale()) : null;
    }

    private static @Nullable DataType timestamp(Timestamp type) {
        if (type.unit() != TimeUnit.MICROSECOND) {
            return null;
        }
        String zone = type.timezone();
        return zone == null || zone.isEmpty() ? DataType.TIMESTAMP_NTZ : DataType.TIMESTAMP;
    }

    private static Field child(org.apache.arrow.flatbuf.Field field, int ordinal, int expected) {
        if (field.childrenLength() != expected) {
            throw unsupported(field, "with " + field.childrenLength() + " children");
        }
        return read(field.children(ordinal));
    }

    private static EngineException unsupported(org.apache.arrow.flatbuf.Field field, String detail) {
        int tag = field.typeType();
        String type = tag >= 0 && tag < Type.names.length ? Type.name(tag) : "number " + tag;
        return ErrorCondition.UNSUPPORTED_FEATURE.with("feature",
                ("The Arrow type " + type + " " + detail).strip() + " of the field " + field.name(),
                "advice", "Convert the column where the data is written.");
    }
}
