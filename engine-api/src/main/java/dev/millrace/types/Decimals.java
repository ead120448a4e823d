package dev.millrace.types;

import dev.millrace.types.DataType.DecimalType;

/** Result types of DECIMAL arithmetic: Spark's rules, with the scale cut to at least six digits where 38 digits do not suffice. */
public final class Decimals {

    private static final int LEAST_SCALE = 6;

    private Decimals() {}

    /** The decimal that holds every value of an integral type. */
    public static DecimalType ofIntegral(DataType type) {
        return switch (type) {
            case DataType.ByteType _ -> DataType.decimal(3, 0);
            case DataType.ShortType _ -> DataType.decimal(5, 0);
            case DataType.IntType _ -> DataType.decimal(10, 0);
            case DataType.LongType _ -> DataType.decimal(20, 0);
            case DecimalType decimal -> decimal;
            default -> throw new IllegalArgumentException(type.sql() + " is not integral");
        };
    }

    public static DecimalType sum(DecimalType left, DecimalType right) {
        int scale = Math.max(left.scale(), right.scale());
        return adjusted(Math.max(whole(left), whole(right)) + scale + 1, scale);
    }

    public static DecimalType product(DecimalType left, DecimalType right) {
        return adjusted(left.precision() + right.precision() + 1, left.scale() + right.scale());
    }

    public static DecimalType quotient(DecimalType left, DecimalType right) {
        int scale = Math.max(LEAST_SCALE, left.scale() + right.precision() + 1);
        return adjusted(whole(left) + right.scale() + scale, scale);
    }

    public static DecimalType remainder(DecimalType left, DecimalType right) {
        int scale = Math.max(left.scale(), right.scale());
        return adjusted(Math.max(1, Math.min(whole(left), whole(right)) + scale), scale);
    }

    /** The least decimal that holds the values of both, cut to 38 digits. */
    public static DecimalType widest(DecimalType left, DecimalType right) {
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(whole(left), whole(right));
        int precision = Math.min(DecimalType.MAX_PRECISION, whole + scale);
        return DataType.decimal(precision, Math.min(scale, precision));
    }

    /** Digits before the point. */
    public static int whole(DecimalType type) {
        return type.precision() - type.scale();
    }

    private static DecimalType adjusted(int precision, int scale) {
        if (precision <= DecimalType.MAX_PRECISION) {
            return DataType.decimal(precision, scale);
        }
        int kept = Math.max(DecimalType.MAX_PRECISION - (precision - scale), Math.min(scale, LEAST_SCALE));
        return DataType.decimal(DecimalType.MAX_PRECISION, kept);
    }
}
