package dev.millrace.columnar;

import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random types, vectors and batches from a seed, using all the freedom that the vectors' contracts leave: any encoding at any depth, arrays
 * longer than the vector, garbage under nulls and in unused bits, rows that share bytes and elements.
 *
 * <p>{@code Batch batch = new RandomVectors(seed).batch(schema, 1000);}
 */
public final class RandomVectors {

    private static final String[] LETTERS = {"a", "b", "z", "0", " ", "%", "\n", "é", "ß", "€", "漢", "😀", "\u0000"};
    private static final List<DataType> FLAT_TYPES = List.of(DataType.BOOLEAN, DataType.TINYINT, DataType.SMALLINT, DataType.INT,
            DataType.BIGINT,
            DataType.FLOAT, DataType.DOUBLE, DataType.decimal(9, 2), DataType.decimal(18, 0), DataType.decimal(19, 4),
            DataType.decimal(38, 38),
            DataType.STRING, DataType.BINARY, DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP_NTZ, DataType.INTERVAL_YEAR_MONTH,
            DataType.INTERVAL_DAY_TIME, DataType.NULL);

    private final SplittableRandom random;

    public RandomVectors(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public SplittableRandom random() {
        return random;
    }

    /** Any type, nested at most {@code depth} times. */
    public DataType type(int depth) {
        int kind = random.nextInt(depth <= 0 ? 10 : 14);
        return switch (kind) {
            case 10, 11 -> DataType.array(type(depth - 1));
            case 12 -> DataType.map(keyType(), type(depth - 1));
            case 13 -> {
                List<Field> fields = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    fields.add(Field.of("f" + i, type(depth - 1)));
                }
                yield new DataType.StructType(fields);
            }
            default -> FLAT_TYPES.get(random.nextInt(FLAT_TYPES.size()));
        };
    }

    private DataType keyType() {
        DataType type = FLAT_TYPES.get(random.nextInt(FLAT_TYPES.size()));
        return type.equals(DataType.NULL) || type.equals(DataType.BINARY) ? DataType.STRING : type;
    }

    /** A schema with at least one column of each flat type when {@code columns} suffices, and others up to the depth. */
    public Schema schema(int columns, int depth) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            fields.add(Field.of("c" + i, i < FLAT_TYPES.size() ? FLAT_TYPES.get(i) : type(depth)));
        }
        return new Schema(fields);
    }

    /** A batch of {@code length} physical rows, with a selection or without. */
    public Batch batch(Schema schema, int length) {
        List<Vector> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            columns.add(vector(field.type(), length));
        }
        Batch batch = Batch.of(length, columns);
        return random.nextBoolean() ? batch : batch.select(selection(length));
    }

    /** Some of the rows, perhaps all or none. */
    public Selection selection(int length) {
        int[] rows = new int[length + random.nextInt(3)];
        int count = 0;
        int share = random.nextInt(11);
        for (int row = 0; row < length; row++) {
            if (random.nextInt(10) < share) {
                rows[count++] = row;
            }
        }
        return new Selection(rows, count);
    }

    /** Rows in any order, some more than once; none when there is none to choose. */
    public int[] rows(int length, int count) {
        return length == 0 ? new int[0] : random.ints(count, 0, length).toArray();
    }

    /** A vector of any encoding. */
    public Vector vector(DataType type, int length) {
        if (type instanceof DataType.NullType) {
            return new NullVector(length);
        }
        return switch (random.nextInt(6)) {
            case 0 -> new ConstantVector(flat(type, 1, random.nextBoolean() ? null : validity(1)), length);
            case 1 -> dictionary(type, length, validity(length));
            default -> flat(type, length, validity(length));
        };
    }

    /** A dictionary vector. */
    public Vector dictionary(DataType type, int length, long @Nullable [] validity) {
        int size = 1 + random.nextInt(random.nextBoolean() ? 8 : 2 * length + 1);
        return new DictionaryVector(random.ints(slack(length), 0, size).toArray(), flat(type, size, null), length, validity);
    }

    /** A validity bitmap of any kind, or null. */
    public long @Nullable [] validity(int length) {
        int kind = random.nextInt(10);
        if (kind < 4) {
            return null;
        }
        long[] bits = random.longs(Validity.words(length) + random.nextInt(2)).toArray();
        for (int row = 0; row < length; row++) {
            if (kind == 4 || (kind > 5 && random.nextInt(4) > 0)) {
                Validity.setValid(bits, row);
            } else if (kind == 5 || kind > 7) {
                Validity.setNull(bits, row);
            }
        }
        return bits;
    }

    /** A flat vector; what is under a null is unspecified. */
    public Vector flat(DataType type, int length, long @Nullable [] validity) {
        return switch (type.storage()) {
            case BOOLEAN -> {
                byte[] values = new byte[slack(length)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (byte) random.nextInt(2);
                }
                yield new BooleanVector(type, values, length, validity);
            }
            case INT ->
                    new IntVector(type, random.ints(slack(length)).map(value -> (int) narrowed(value, type)).toArray(), length, validity);
            case LONG -> {
                long[] values = new long[slack(length)];
                Arrays.setAll(values, _ -> narrowed(random.nextLong() >> random.nextInt(64), type));
                yield new LongVector(type, values, length, validity);
            }
            case DOUBLE -> {
                double[] values = new double[slack(length)];
                Arrays.setAll(values, _ -> number(type));
                yield new DoubleVector(type, values, length, validity);
            }
            case DECIMAL128 -> {
                long[] words = new long[2 * slack(length)];
                for (int i = 0; i < words.length; i += 2) {
                    BigInteger value = wide((DataType.DecimalType) type);
                    words[i] = value.longValue();
                    words[i + 1] = value.shiftRight(64).longValue();
                }
                yield new Decimal128Vector(type, words, length, validity);
            }
            case BYTES -> bytes(type, length, validity);
            case LIST -> {
                int[] starts = new int[slack(length)];
                int[] lengths = new int[starts.length];
                int elements = ranges(starts, lengths, length, validity);
                yield new ListVector(type, starts, lengths, vector(((DataType.ArrayType) type).element(), elements), length, validity);
            }
            case MAP -> map((DataType.MapType) type, length, validity);
            case STRUCT -> {
                List<Vector> fields = new ArrayList<>();
                for (Field field : ((DataType.StructType) type).fields()) {
                    fields.add(vector(field.type(), length));
                }
                yield new StructVector(type, fields, length, validity);
            }
            case NULL -> new NullVector(length);
        };
    }

    private int slack(int length) {
        return length + random.nextInt(3);
    }

    private long narrowed(long value, DataType type) {
        return switch (type) {
            case DataType.ByteType _ -> (byte) value;
            case DataType.ShortType _ -> (short) value;
            case DataType.DecimalType(var precision, var _) -> value % (long) Math.pow(10, precision);
            case DataType.DateType _ -> value % 4_000_000;
            default -> value;
        };
    }

    private double number(DataType type) {
        double value = switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> 0.0;
            case 2 -> -0.0;
            case 3 -> Double.POSITIVE_INFINITY;
            case 4 -> Double.NEGATIVE_INFINITY;
            case 5, 6 -> random.nextInt(-5, 5);
            default -> random.nextDouble(-1e9, 1e9);
        };
        return type.equals(DataType.FLOAT) ? (float) value : value;
    }

    private BigInteger wide(DataType.DecimalType type) {
        byte[] bytes = new byte[1 + random.nextInt(16)];
        random.nextBytes(bytes);
        return new BigInteger(bytes).remainder(BigInteger.TEN.pow(type.precision()));
    }

    private Vector bytes(DataType type, int length, long @Nullable [] validity) {
        StringBuilder text = new StringBuilder();
        List<Integer> bounds = new ArrayList<>(List.of(0));
        int longest = random.nextInt(8) == 0 ? 200 : 5;
        for (int i = random.nextInt(2 * length + 2); i >= 0; i--) {
            for (int j = random.nextInt(longest); j > 0; j--) {
                text.append(LETTERS[random.nextInt(LETTERS.length)]);
            }
            bounds.add(text.toString().getBytes(StandardCharsets.UTF_8).length);
        }
        byte[] data = text.toString().getBytes(StandardCharsets.UTF_8);
        int[] starts = new int[slack(length)];
        int[] lengths = new int[starts.length];
        boolean inOrder = random.nextBoolean();
        for (int row = 0; row < length; row++) {
            int piece = inOrder ? row % (bounds.size() - 1) : random.nextInt(bounds.size() - 1);
            starts[row] = bounds.get(piece);
            lengths[row] = Validity.isValid(validity, row) ? bounds.get(piece + 1) - bounds.get(piece) : 0;
        }
        return new BytesVector(type, data, starts, lengths, length, validity);
    }

    /** Fills in ranges of children, in order or anywhere, and returns how many children there are. */
    private int ranges(int[] starts, int[] lengths, int length, long @Nullable [] validity) {
        boolean inOrder = random.nextBoolean();
        int next = 0;
        int children = random.nextInt(3 * length + 1);
        for (int row = 0; row < length; row++) {
            int size = Validity.isValid(validity, row) ? random.nextInt(5) : 0;
            if (inOrder) {
                starts[row] = next;
            } else {
                size = Math.min(size, children);
                starts[row] = random.nextInt(children - size + 1);
            }
            lengths[row] = size;
            next += size;
        }
        return inOrder ? next : children;
    }

    private Vector map(DataType.MapType type, int length, long @Nullable [] validity) {
        int[] starts = new int[slack(length)];
        int[] lengths = new int[starts.length];
        int entries = ranges(starts, lengths, length, validity);
        Vector keys = random.nextBoolean() ? flat(type.key(), entries, null) : dictionary(type.key(), entries, null);
        for (int row = 0; row < length; row++) {
            Set<@Nullable Object> seen = new HashSet<>();
            int size = 0;
            while (size < lengths[row] && seen.add(distinct(Values.get(keys, starts[row] + size)))) {
                size++;
            }
            lengths[row] = size;
        }
        return new MapVector(type, starts, lengths, keys, vector(type.value(), entries), length, validity);
    }

    /** As a key -0.0 is 0.0. */
    private static @Nullable Object distinct(@Nullable Object key) {
        return key instanceof Double number ? (Double) (number + 0.0) : key;
    }

    /** The rows of a vector, after a check, as values that {@code equals} compares: byte arrays become hexadecimal text. */
    public static List<@Nullable Object> values(Vector vector) {
        VectorContract.checked(vector);
        List<@Nullable Object> values = new ArrayList<>();
        for (int row = 0; row < vector.length(); row++) {
            values.add(comparable(Values.get(vector, row)));
        }
        return values;
    }

    /** The rows of a batch that count, column by column. */
    public static List<List<@Nullable Object>> values(Batch batch) {
        List<List<@Nullable Object>> columns = new ArrayList<>();
        for (Vector column : batch.columns()) {
            List<@Nullable Object> all = values(column);
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < batch.rows(); i++) {
                values.add(all.get(batch.selection() == null ? i : batch.selection().rows()[i]));
            }
            columns.add(values);
        }
        return columns;
    }

    /** A value in {@code Literal} form so that {@code equals} compares it. */
    public static @Nullable Object comparable(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> "0x" + HexFormat.of().formatHex(bytes);
            case List<?> list -> {
                List<@Nullable Object> comparable = new ArrayList<>();
                list.forEach(element -> comparable.add(comparable(element)));
                yield comparable;
            }
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> comparable = new LinkedHashMap<>();
                map.forEach((key, mapped) -> comparable.put(comparable(key), comparable(mapped)));
                yield comparable;
            }
            case null, default -> value;
        };
    }
}
