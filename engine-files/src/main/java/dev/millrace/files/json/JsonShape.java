package dev.millrace.files.json;

import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A type, prepared for reading.
 *
 * @param children  of a STRUCT one a field, of an ARRAY its element, of a MAP its value
 * @param positions of a STRUCT: field by name
 * @param name      for messages: {@code a.b[]}
 */
record JsonShape(DataType type, List<JsonShape> children, Map<String, Integer> positions, String name) {

    static JsonShape of(DataType type, String name) {
        return switch (type) {
            case DataType.ArrayType(var element, var _) -> new JsonShape(type, List.of(of(element, name + "[]")), Map.of(), name);
            case DataType.MapType(var _, var value, var _) -> new JsonShape(type, List.of(of(value, name + "{}")), Map.of(), name);
            case DataType.StructType(var fields) -> struct(type, fields, name);
            case DataType.BooleanType _, DataType.ByteType _, DataType.ShortType _, DataType.IntType _,
                    DataType.LongType _, DataType.FloatType _, DataType.DoubleType _, DataType.DecimalType _,
                    DataType.StringType _, DataType.BinaryType _, DataType.DateType _, DataType.TimestampType _,
                    DataType.TimestampNtzType _, DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _, DataType.NullType _ ->
                    new JsonShape(type, List.of(), Map.of(), name);
        };
    }

    private static JsonShape struct(DataType type, List<Field> fields, String name) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            positions.putIfAbsent(fields.get(i).name(), i);
        }
        String prefix = name.isEmpty() ? "" : name + ".";
        return new JsonShape(type, fields.stream().map(field -> of(field.type(), prefix + field.name())).toList(), positions, name);
    }
}
