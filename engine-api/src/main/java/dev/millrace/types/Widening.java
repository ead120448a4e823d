package dev.millrace.types;

import dev.millrace.types.DataType.ArrayType;
import dev.millrace.types.DataType.ByteType;
import dev.millrace.types.DataType.DateType;
import dev.millrace.types.DataType.DecimalType;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The common type of two types, by Spark's ANSI rules: what CASE, {@code coalesce}, IN, UNION and comparisons cast their sides to.
 *
 * <p>{@code Widening.of(DataType.INT, DataType.STRING)} gives BIGINT: text is read as the other side's kind.
 */
public final class Widening {

    private Widening() {}

    /** Empty when there is none. */
    public static Optional<DataType> of(DataType left, DataType right) {
        if (left == right || (left.getClass() == right.getClass() && left.equals(right)) || right instanceof NullType) {
            return Optional.of(left);
        }
        if (left instanceof NullType) {
            return Optional.of(right);
        }
        if (left.isNumeric() && right.isNumeric()) {
            return Optional.of(numeric(left, right));
        }
        if (left instanceof StringType) {
            return text(right);
        }
        if (right instanceof StringType) {
            return text(left);
        }
        if (isMoment(left) && isMoment(right)) {
            return Optional
                    .of(left instanceof TimestampType || right instanceof TimestampType ? DataType.TIMESTAMP : DataType.TIMESTAMP_NTZ);
        }
        return nested(left, right);
    }

    /** The common type of all, empty when there is none or no type is given. */
    public static Optional<DataType> of(List<DataType> types) {
        Optional<DataType> common = types.isEmpty() ? Optional.empty() : Optional.of(types.getFirst());
        for (int i = 1; i < types.size() && common.isPresent(); i++) {
            common = of(common.get(), types.get(i));
        }
        return common;
    }

    /** The common type of two numeric types. */
    public static DataType numeric(DataType left, DataType right) {
        if (left instanceof DecimalType || right instanceof DecimalType) {
            if (isBinaryFloat(left) || isBinaryFloat(right)) {
                return DataType.DOUBLE;
            }
            return Decimals.widest(Decimals.ofIntegral(left), Decimals.ofIntegral(right));
        }
        DataType wider = rank(left) >= rank(right) ? left : right;
        boolean inexact = wider instanceof FloatType && !left.equals(right);
        return inexact ? DataType.DOUBLE : wider;
    }

    private static boolean isBinaryFloat(DataType type) {
        return type instanceof FloatType || type instanceof DataType.DoubleType;
    }

    private static int rank(DataType type) {
        return switch (type) {
            case ByteType _ -> 0;
            case ShortType _ -> 1;
            case IntType _ -> 2;
            case LongType _ -> 3;
            case FloatType _ -> 4;
            default -> 5;
        };
    }

    private static Optional<DataType> text(DataType other) {
        if (other.isIntegral()) {
            return Optional.of(DataType.BIGINT);
        }
        if (other.isNumeric()) {
            return Optional.of(DataType.DOUBLE);
        }
        return other.isNested() ? Optional.empty() : Optional.of(other);
    }

    private static boolean isMoment(DataType type) {
        return type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNtzType;
    }

    private static Optional<DataType> nested(DataType left, DataType right) {
        if (left instanceof ArrayType(var one, var oneNull) && right instanceof ArrayType(var other, var otherNull)) {
            return of(one, other).map(element -> new ArrayType(element, oneNull || otherNull));
        }
        if (left instanceof MapType(var key, var value, var nulls)
                && right instanceof MapType(var otherKey, var otherValue, var otherNulls)) {
            Optional<DataType> keys = of(key, otherKey);
            Optional<DataType> values = of(value, otherValue);
            return keys.isEmpty() || values.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new MapType(keys.get(), values.get(), nulls || otherNulls));
        }
        if (left instanceof StructType(var fields) && right instanceof StructType(var others) && fields.size() == others.size()) {
            List<Field> common = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                Field field = fields.get(i);
                Optional<DataType> type = of(field.type(), others.get(i).type());
                if (type.isEmpty() || !field.name().equalsIgnoreCase(others.get(i).name())) {
                    return Optional.empty();
                }
                common.add(new Field(field.name(), type.get(), field.nullable() || others.get(i).nullable()));
            }
            return Optional.of(new StructType(common));
        }
        return Optional.empty();
    }
}
