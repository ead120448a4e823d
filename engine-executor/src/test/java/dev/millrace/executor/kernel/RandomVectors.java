package dev.millrace.executor.kernel;

import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Vectors of random values, encodings and nulls, with garbage under the nulls. */
final class RandomVectors {

    private static final List<String> TEXTS =
            List.of("", "a", "abc", " 12 ", "-7", "3.25", "1e3", "x1", "true", " F ", "2024-02-29", "2024-02-30",
                    "2024-03-31 02:30:00.5", "1969-12-31 23:59:59.999999", "äöü€", "abcabc", "b", "bc", "ca", "999999999999", "12345.678",
                    "NaN", "+0", "-",
                    "a rather long text that goes on for more than sixteen bytes", "a rather long text that ends otherwise",
                    "99999999999999999999.5");

    private final Random random;

    RandomVectors(Random random) {
        this.random = random;
    }

    /** A value in literal form, never null. */
    Object value(DataType type) {
        boolean extreme = random.nextInt(8) == 0;
        return switch (type) {
            case DataType.BooleanType _ -> random.nextBoolean();
            case DataType.ByteType _ -> extreme ? (random.nextBoolean() ? 127 : -128) : random.nextInt(-12, 13);
            case DataType.ShortType _ -> extreme ? (random.nextBoolean() ? 32767 : -32768) : random.nextInt(-200, 200);
            case DataType.IntType _ -> extreme ? (random.nextBoolean() ? Integer.MAX_VALUE : Integer.MIN_VALUE) : random.nextInt(-50, 50);
            case DataType.DateType _ -> random.nextInt(-30_000, 30_000);
            case DataType.LongType _ -> extreme ? (random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE)
                    : random.nextInt(4) == 0 ? random.nextLong() : (long) random.nextInt(-50, 50);
            case DataType.TimestampType _, DataType.TimestampNtzType _ -> random.nextLong(-4_000_000_000_000_000L, 4_000_000_000_000_000L);
            case DataType.DoubleType _ -> real(extreme);
            case DataType.FloatType _ -> (double) (float) real(extreme);
            case DecimalType(var precision, var _) -> {
                int digits = extreme ? precision : random.nextInt(1, precision + 1);
                BigInteger limit = BigInteger.TEN.pow(digits);
                BigInteger value = new BigInteger(limit.bitLength() + 8, random).mod(limit);
                value = extreme && random.nextBoolean() ? limit.subtract(BigInteger.ONE) : value;
                value = random.nextBoolean() ? value.negate() : value;
                yield precision <= DecimalType.MAX_LONG_PRECISION ? (Object) value.longValueExact() : value;
            }
            case DataType.StringType _ -> TEXTS.get(random.nextInt(TEXTS.size()));
            case DataType.ArrayType(var element, var _) -> list(element, random.nextInt(3));
            case DataType.StructType(var fields) -> {
                List<@Nullable Object> values = new ArrayList<>();
                fields.forEach(field -> values.add(random.nextInt(5) == 0 ? null : value(field.type())));
                yield values;
            }
            default -> throw new IllegalArgumentException(type.sql());
        };
    }

    private List<@Nullable Object> list(DataType element, int size) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(random.nextInt(5) == 0 ? null : value(element));
        }
        return values;
    }

    private double real(boolean extreme) {
        if (!extreme) {
            return random.nextInt(3) == 0 ? random.nextInt(-5, 5) : random.nextGaussian() * 100;
        }
        double[] all = {Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, Double.MIN_VALUE, 1e18,
                -9.3e18};
        return all[random.nextInt(all.length)];
    }

    Vector vector(DataType type, int length) {
        return switch (random.nextInt(6)) {
            case 0 -> new ConstantVector(VectorBuilder.single(random.nextInt(4) == 0 ? null : value(type), type), length);
            case 1, 2 -> dictionary(flat(type, random.nextInt(1, 12)), length);
            default -> Flatten.withValidity(flat(type, length), validity(length));
        };
    }

    /** Codes into {@code dictionary}, with nulls or without. */
    Vector dictionary(Vector dictionary, int length) {
        int[] codes = random.ints(length, 0, dictionary.length()).toArray();
        return new DictionaryVector(codes, dictionary, length, validity(length));
    }

    Vector flat(DataType type, int length) {
        VectorBuilder builder = VectorBuilder.of(type, length);
        for (int i = 0; i < length; i++) {
            builder.appendValue(value(type));
        }
        return builder.build();
    }

    private long @Nullable [] validity(int length) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        int every = random.nextInt(4) == 0 ? 1 : random.nextInt(2, 10);
        long[] bits = Validity.allValid(length);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(every) == 0) {
                Validity.setNull(bits, i);
            }
        }
        return bits;
    }

    /** Some of the rows, or null for all. */
    @Nullable
    Selection selection(int length) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        double share = new double[] {0, 0.05, 0.3, 0.7, 1}[random.nextInt(5)];
        int[] rows = new int[length + 3];
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (random.nextDouble() < share) {
                rows[count++] = i;
            }
        }
        return new Selection(rows, count);
    }
}
