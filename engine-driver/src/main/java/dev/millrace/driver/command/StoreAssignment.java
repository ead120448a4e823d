package dev.millrace.driver.command;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.OnError;
import dev.millrace.plan.unresolved.UnresolvedCast;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.List;
import java.util.Optional;

/**
 * Which values a column takes: Spark's store assignment with ANSI rules. Numbers go into any number that they fit (an overflow ends the
 * write), moments into any moment, everything without fields into STRING; a text is never read as something else.
 */
final class StoreAssignment {

    private StoreAssignment() {}

    /** The value as the column takes it. @throws dev.millrace.error.EngineException INCOMPATIBLE_DATA_FOR_TABLE */
    static UnresolvedExpr cast(UnresolvedExpr value, DataType from, Field column, String table) {
        if (!allows(from, column.type())) {
            throw ErrorCondition.INCOMPATIBLE_DATA_FOR_TABLE.with("table", table, "detail",
                    "values of type " + from.sql() + " cannot safely be cast to " + column.type().sql() + " for the column \""
                            + column.name() + "\"; write CAST if that is meant");
        }
        return from.equals(column.type()) ? value : new UnresolvedCast(value, column.type(), OnError.THROW);
    }

    static boolean allows(DataType from, DataType to) {
        if (from.equals(to) || from instanceof DataType.NullType || (from.isNumeric() && to.isNumeric())) {
            return true;
        }
        return switch (to) {
            case DataType.StringType _ -> !from.isNested();
            case DataType.DateType _, DataType.TimestampType _, DataType.TimestampNtzType _ ->
                    from instanceof DataType.DateType || from instanceof DataType.TimestampType
                            || from instanceof DataType.TimestampNtzType;
            case DataType.ArrayType(var element, var _) -> from instanceof DataType.ArrayType(var other, var _) && allows(other, element);
            case DataType.MapType(var key, var value, var _) ->
                    from instanceof DataType.MapType(var otherKey, var otherValue, var _) && allows(otherKey, key)
                            && allows(otherValue, value);
            case DataType.StructType(var fields) -> from instanceof DataType.StructType(var others) && allows(others, fields);
            case DataType.BooleanType _, DataType.ByteType _, DataType.ShortType _, DataType.IntType _,
                    DataType.LongType _, DataType.FloatType _, DataType.DoubleType _, DataType.DecimalType _,
                    DataType.BinaryType _, DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _, DataType.NullType _ ->
                    false;
        };
    }

    private static boolean allows(List<Field> from, List<Field> to) {
        if (from.size() != to.size()) {
            return false;
        }
        for (int i = 0; i < from.size(); i++) {
            if (!allows(from.get(i).type(), to.get(i).type())) {
                return false;
            }
        }
        return true;
    }

    /** The position of a column among those that have this name, ignoring case. */
    static Optional<Integer> position(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
