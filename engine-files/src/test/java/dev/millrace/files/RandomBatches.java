package dev.millrace.files;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Batches of random values: flat, dictionary and constant vectors, with and without nulls and selections. */
public final class RandomBatches {

    private final Random random;
    private final boolean lineEnds;
    private String letters = "abcXYZ019 _-,;\"'\\/#|äß€𝄞\t";

    /** @param lineEnds whether texts may hold line ends */
    public RandomBatches(long seed, boolean lineEnds) {
        this.random = new Random(seed);
        this.lineEnds = lineEnds;
    }

    /** This without a letter in its texts. */
    public RandomBatches without(String letter) {
        letters = letters.replace(letter, "");
        return this;
    }

    public List<Batch> batches(Schema schema, int count) {
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(batch(schema, random.nextInt(4) == 0 ? random.nextInt(2) : random.nextInt(300)));
        }
        return batches;
    }

    public Batch batch(Schema schema, int length) {
        List<Vector> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            columns.add(vector(field.type(), length));
        }
        if (random.nextInt(3) > 0) {
            return Batch.of(length, columns);
        }
        int[] rows = new int[length];
        int count = 0;
        for (int row = 0; row < length; row++) {
            if (random.nextBoolean()) {
                rows[count++] = row;
            }
        }
        return new Batch(columns, length, new Selection(rows, count));
    }

    private Vector vector(DataType type, int length) {
        boolean nulls = random.nextBoolean();
        int kind = random.nextInt(5);
        if (kind == 0) {
            return new ConstantVector(VectorBuilder.single(nulls ? null : value(type), type), length);
        }
        if (kind == 1 && !type.isNested()) {
            VectorBuilder dictionary = VectorBuilder.of(type, 8);
            for (int i = 0; i < 7; i++) {
                dictionary.appendValue(value(type));
            }
            int[] codes = new int[length];
            long[] validity = Validity.allValid(length);
            for (int row = 0; row < length; row++) {
                codes[row] = random.nextInt(7);
                if (nulls && random.nextInt(4) == 0) {
                    Validity.setNull(validity, row);
                }
            }
            return new DictionaryVector(codes, dictionary.build(), length, nulls ? validity : null);
        }
        VectorBuilder builder = VectorBuilder.of(type, length);
        for (int row = 0; row < length; row++) {
            builder.appendValue(nulls && random.nextInt(4) == 0 ? null : value(type));
        }
        return builder.build();
    }

    private @Nullable Object nullable(DataType type) {
        return random.nextInt(4) == 0 ? null : value(type);
    }

    /** A value, not null, in {@code Literal} form. */
    public Object value(DataType type) {
        return switch (type) {
            case DataType.BooleanType _ -> random.nextBoolean();
            case DataType.ByteType _ -> (int) (byte) random.nextInt();
            case DataType.ShortType _ -> (int) (short) random.nextInt();
            case DataType.IntType _, DataType.YearMonthIntervalType _ -> random.nextInt() >> random.nextInt(32);
            case DataType.LongType _, DataType.DayTimeIntervalType _ -> random.nextLong() >> random.nextInt(64);
            case DataType.FloatType _ -> (double) (float) number();
            case DataType.DoubleType _ -> number();
            case DataType.DecimalType(var precision, var _) -> {
                BigInteger bound = BigInteger.TEN.pow(1 + random.nextInt(precision));
                BigInteger unscaled = new BigInteger(bound.bitLength(), random).mod(bound);
                BigInteger signed = random.nextBoolean() ? unscaled : unscaled.negate();
                yield precision <= 18 ? (Object) signed.longValue() : signed;
            }
            case DataType.StringType _ -> text();
            case DataType.BinaryType _ -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case DataType.DateType _ -> random.nextInt(-700_000, 2_900_000);
            case DataType.TimestampType _, DataType.TimestampNtzType _ ->
                    random.nextLong(-60_000_000_000_000_000L, 250_000_000_000_000_000L);
            case DataType.ArrayType(var element, var _) -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(nullable(element));
                }
                yield items;
            }
            case DataType.MapType(var key, var item, var _) -> {
                Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.put(value(key), nullable(item));
                }
                yield entries;
            }
            case DataType.StructType(var fields) -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (Field field : fields) {
                    items.add(nullable(field.type()));
                }
                yield items;
            }
            case DataType.NullType _ -> throw new IllegalArgumentException("there is no value of type VOID");
        };
    }

    private double number() {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> -0.0;
            case 3 -> random.nextInt(1000) / 8.0;
            case 4 -> random.nextInt(1_000_000) / 100.0;
            default -> (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20)));
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            int at = random.nextInt(letters.codePointCount(0, letters.length()));
            text.appendCodePoint(letters.codePointAt(letters.offsetByCodePoints(0, at)));
        }
        if (lineEnds && random.nextInt(4) == 0) {
            text.append(random.nextBoolean() ? "\n" : "\r\n").append(random.nextInt(3));
        }
        return text.toString();
    }
}
