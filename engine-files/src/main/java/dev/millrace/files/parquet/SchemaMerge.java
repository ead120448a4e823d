package dev.millrace.files.parquet;

import dev.millrace.error.ErrorCondition;
import dev.millrace.files.parquet.schema.Projection;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/** The union of the columns of several files, for the option {@code mergeSchema}: a column takes the wider of its types. */
final class SchemaMerge {
    private SchemaMerge() {}

    /** @throws dev.millrace.error.EngineException FAILED_READ_FILE_TYPE when a column has types of which neither holds the other */
    static Schema merged(Schema left, Schema right, String rightFile) {
        return new Schema(fields(left.fields(), right.fields(), rightFile));
    }

    private static List<Field> fields(List<Field> left, List<Field> right, String file) {
        List<Field> all = new ArrayList<>(left);
        for (Field field : right) {
            int known = new Schema(all).indexOf(field.name());
            if (known < 0) {
                all.add(field);
            } else {
                all.set(known, Field.of(all.get(known).name(), type(field.name(), all.get(known).type(), field.type(), file)));
            }
        }
        return all;
    }

    private static DataType type(String column, DataType left, DataType right, String file) {
        if (left.equals(right) || right instanceof DataType.NullType || Projection.widens(right, left)) {
            return left;
        }
        if (left instanceof DataType.NullType || Projection.widens(left, right)) {
            return right;
        }
        if (left instanceof DataType.StructType(var leftFields) && right instanceof DataType.StructType(var rightFields)) {
            return new DataType.StructType(fields(leftFields, rightFields, file));
        }
        if (left instanceof DataType.ArrayType leftArray && right instanceof DataType.ArrayType rightArray) {
            return DataType.array(type(column, leftArray.element(), rightArray.element(), file));
        }
        if (left instanceof DataType.MapType leftMap && right instanceof DataType.MapType rightMap) {
            return DataType.map(type(column, leftMap.key(), rightMap.key(), file), type(column, leftMap.value(), rightMap.value(), file));
        }
        throw ErrorCondition.FAILED_READ_FILE_TYPE.with("column", column, "file", file, "found", right.sql(), "expected", left.sql());
    }
}
