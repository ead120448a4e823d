package dev.millrace.executor.kernel.cast;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.expr.Cast;
import dev.millrace.expr.Literal;
import dev.millrace.types.DataType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the kernel of a {@link Cast}. */
public final class CastKernels {

    private CastKernels() {}

    /**
     * @param zone in which a TIMESTAMP is read and written
     * @throws dev.millrace.error.EngineException DATATYPE_MISMATCH: there is no such cast
     */
    public static UnaryKernel of(Cast cast, ZoneId zone) {
        DataType from = cast.input().type();
        DataType to = cast.type();
        return switch (to) {
            case DataType.StringType _ -> new TextCast(zone);
            case DataType _ when from instanceof DataType.NullType -> (_, length, _) -> Constants.ofNull(to, length);
            case DataType.BinaryType _ when from instanceof DataType.StringType || from.isIntegral() -> new BinaryCast(from);
            case DataType.DecimalType decimal when isNumber(from) || from instanceof DataType.TimestampType ->
                    new DecimalCast(cast, decimal);
            case DataType.DateType _, DataType.TimestampType _, DataType.TimestampNtzType _ when isTime(from) -> new TimeCast(cast, zone);
            case DataType.TimestampType _ when from.isNumeric() -> new TimeCast(cast, zone);
            case DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _ when from instanceof DataType.StringType ->
                    new IntervalCast(cast);
            case DataType _ when from instanceof DataType.StringType && isReadable(to) -> new ParseCast(cast, zone);
            case DataType _ when from instanceof DataType.DecimalType && to instanceof DataType.BooleanType -> new NumberCast(cast);
            case DataType _ when from instanceof DataType.DecimalType decimal && isNumber(to) -> new DecimalToNumber(cast, decimal);
            case DataType _ when from instanceof DataType.TimestampType && to.isNumeric() -> new TimeCast(cast, zone);
            case DataType _ when isNumber(from) && isNumber(to) -> new NumberCast(cast);
            case DataType.ArrayType(var element, var _) when from instanceof DataType.ArrayType(var old, var _) ->
                    new NestedCast(cast, parts(cast, zone, List.of(old), List.of(element)));
            case DataType.MapType(var key, var value, var _) when from instanceof DataType.MapType(var oldKey, var oldValue, var _) ->
                    new NestedCast(cast, parts(cast, zone, List.of(oldKey, oldValue), List.of(key, value)));
            case DataType.StructType struct when from instanceof DataType.StructType old && old.fields().size() == struct.fields().size() ->
                    new NestedCast(cast, parts(cast, zone, types(old), types(struct)));
            default -> throw ErrorCondition.DATATYPE_MISMATCH.with("expression", cast, "detail",
                    "cannot cast " + from.sql() + " to " + to.sql() + ".");
        };
    }

    private static List<DataType> types(DataType.StructType struct) {
        return struct.fields().stream().map(field -> field.type()).toList();
    }

    private static List<@Nullable UnaryKernel> parts(Cast cast, ZoneId zone, List<DataType> from, List<DataType> to) {
        List<@Nullable UnaryKernel> parts = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            parts.add(from.get(i).equals(to.get(i)) ? null : of(new Cast(Literal.ofNull(from.get(i)), to.get(i), cast.onError()), zone));
        }
        return parts;
    }

    private static boolean isNumber(DataType type) {
        return type instanceof DataType.BooleanType || type.isNumeric();
    }

    private static boolean isTime(DataType type) {
        return type instanceof DataType.DateType || type instanceof DataType.TimestampType || type instanceof DataType.TimestampNtzType;
    }

    private static boolean isReadable(DataType type) {
        return isNumber(type) || isTime(type);
    }
}
