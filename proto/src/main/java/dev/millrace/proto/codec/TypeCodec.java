package dev.millrace.proto.codec;

import dev.millrace.proto.message.FieldMessage;
import dev.millrace.proto.message.SchemaMessage;
import dev.millrace.proto.message.TypeMessage;
import dev.millrace.proto.message.TypeMessage.Kind;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/** Wire form of types and schemas. */
final class TypeCodec {

    private TypeCodec() {}

    static TypeMessage encode(DataType type) {
        TypeMessage.Builder message = TypeMessage.newBuilder();
        switch (type) {
            case DataType.BooleanType _ -> message.setKind(Kind.BOOLEAN);
            case DataType.ByteType _ -> message.setKind(Kind.TINYINT);
            case DataType.ShortType _ -> message.setKind(Kind.SMALLINT);
            case DataType.IntType _ -> message.setKind(Kind.INT);
            case DataType.LongType _ -> message.setKind(Kind.BIGINT);
            case DataType.FloatType _ -> message.setKind(Kind.FLOAT);
            case DataType.DoubleType _ -> message.setKind(Kind.DOUBLE);
            case DataType.DecimalType(var precision, var scale) -> message.setKind(Kind.DECIMAL).setPrecision(precision).setScale(scale);
            case DataType.StringType _ -> message.setKind(Kind.STRING);
            case DataType.BinaryType _ -> message.setKind(Kind.BINARY);
            case DataType.DateType _ -> message.setKind(Kind.DATE);
            case DataType.TimestampType _ -> message.setKind(Kind.TIMESTAMP);
            case DataType.TimestampNtzType _ -> message.setKind(Kind.TIMESTAMP_NTZ);
            case DataType.YearMonthIntervalType _ -> message.setKind(Kind.INTERVAL_YEAR_MONTH);
            case DataType.DayTimeIntervalType _ -> message.setKind(Kind.INTERVAL_DAY_TIME);
            case DataType.ArrayType(var element, var nulls) ->
                    message.setKind(Kind.ARRAY).addChildren(encode(element)).setContainsNull(nulls);
            case DataType.MapType(var key, var value, var nulls) ->
                    message.setKind(Kind.MAP).addChildren(encode(key)).addChildren(encode(value)).setContainsNull(nulls);
            case DataType.StructType(var fields) -> {
                message.setKind(Kind.STRUCT);
                fields.forEach(field -> message.addFields(encode(field)));
            }
            case DataType.NullType _ -> message.setKind(Kind.NULL);
        }
        return message.build();
    }

    static DataType decode(TypeMessage message) {
        return switch (message.getKind()) {
            case BOOLEAN -> DataType.BOOLEAN;
            case TINYINT -> DataType.TINYINT;
            case SMALLINT -> DataType.SMALLINT;
            case INT -> DataType.INT;
            case BIGINT -> DataType.BIGINT;
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
            case DECIMAL -> DataType.decimal(message.getPrecision(), message.getScale());
            case STRING -> DataType.STRING;
            case BINARY -> DataType.BINARY;
            case DATE -> DataType.DATE;
            case TIMESTAMP -> DataType.TIMESTAMP;
            case TIMESTAMP_NTZ -> DataType.TIMESTAMP_NTZ;
            case INTERVAL_YEAR_MONTH -> DataType.INTERVAL_YEAR_MONTH;
            case INTERVAL_DAY_TIME -> DataType.INTERVAL_DAY_TIME;
            case ARRAY -> new DataType.ArrayType(decode(message.getChildren(0)), message.getContainsNull());
            case MAP -> new DataType.MapType(decode(message.getChildren(0)), decode(message.getChildren(1)), message.getContainsNull());
            case STRUCT -> new DataType.StructType(fields(message.getFieldsList()));
            case NULL -> DataType.NULL;
            case UNRECOGNIZED -> throw Malformed.message("an unknown type");
        };
    }

    static SchemaMessage encode(Schema schema) {
        SchemaMessage.Builder message = SchemaMessage.newBuilder();
        schema.fields().forEach(field -> message.addFields(encode(field)));
        return message.build();
    }

    static Schema decode(SchemaMessage message) {
        return new Schema(fields(message.getFieldsList()));
    }

    private static FieldMessage encode(Field field) {
        return FieldMessage.newBuilder().setName(field.name()).setType(encode(field.type())).setNullable(field.nullable()).build();
    }

    private static List<Field> fields(List<FieldMessage> messages) {
        List<Field> fields = new ArrayList<>(messages.size());
        for (FieldMessage message : messages) {
            fields.add(new Field(message.getName(), decode(message.getType()), message.getNullable()));
        }
        return fields;
    }
}
