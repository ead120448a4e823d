package dev.millrace.driver.analyze;

import dev.millrace.types.DataType;
import dev.millrace.types.DataType.ArrayType;
import dev.millrace.types.DataType.BinaryType;
import dev.millrace.types.DataType.BooleanType;
import dev.millrace.types.DataType.ByteType;
import dev.millrace.types.DataType.DateType;
import dev.millrace.types.DataType.DayTimeIntervalType;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.DataType.DoubleType;
import dev.millrace.types.DataType.FloatType;
import dev.millrace.types.DataType.IntType;
import dev.millrace.types.DataType.LongType;
import dev.millrace.types.DataType.MapType;
import dev.millrace.types.DataType.NullType;
import dev.millrace.types.DataType.ShortType;
import dev.millrace.types.DataType.StringType;
import dev.millrace.types.DataType.StructType;
import dev.millrace.types.DataType.TimestampNtzType;
import dev.millrace.types.DataType.TimestampType;
import dev.millrace.types.DataType.YearMonthIntervalType;
import dev.millrace.types.Field;
import java.util.List;

/** Which explicit casts there are: Spark's ANSI rules. */
final class CastRules {

    private CastRules() {}

    static boolean allows(DataType from, DataType to) {
        if (from instanceof NullType || to instanceof StringType) {
            return true;
        }
        return switch (to) {
            case BooleanType _ -> from.isNumeric() || from instanceof StringType || from instanceof BooleanType;
            case ByteType _, ShortType _, IntType _, LongType _, DecimalType _ ->
                    isPlainNumber(from) || from instanceof TimestampType || isInterval(from);
            case FloatType _, DoubleType _ -> isPlainNumber(from) || from instanceof TimestampType;
            case BinaryType _ -> from instanceof StringType || from instanceof BinaryType;
            case DateType _ -> from instanceof StringType || isMoment(from);
            case TimestampType _ -> from instanceof StringType || isMoment(from) || from.isNumeric();
            case TimestampNtzType _ -> from instanceof StringType || isMoment(from);
            case YearMonthIntervalType _, DayTimeIntervalType _ ->
                    from instanceof StringType || from.isIntegral() || from.getClass() == to.getClass();
            case ArrayType(var element, var _) -> from instanceof ArrayType(var other, var _) && allows(other, element);
            case MapType(var key, var value, var _) ->
                    from instanceof MapType(var otherKey, var otherValue, var _) && allows(otherKey, key) && allows(otherValue, value);
            case StructType(var fields) -> from instanceof StructType(var others) && allowsFields(others, fields);
            case StringType _ -> true;
            case NullType _ -> false;
        };
    }

    private static boolean allowsFields(List<Field> from, List<Field> to) {
        boolean allowed = from.size() == to.size();
        for (int i = 0; allowed && i < from.size(); i++) {
            allowed = allows(from.get(i).type(), to.get(i).type());
        }
        return allowed;
    }

    private static boolean isPlainNumber(DataType type) {
        return type.isNumeric() || type instanceof StringType || type instanceof BooleanType;
    }

    private static boolean isMoment(DataType type) {
        return type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNtzType;
    }

    private static boolean isInterval(DataType type) {
        return type instanceof YearMonthIntervalType || type instanceof DayTimeIntervalType;
    }
}
