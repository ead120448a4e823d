package dev.millrace.files.values;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One column of a batch in the making: texts go in, a vector comes out. */
public final class ValueColumn {

    private final DataType type;
    private final ValueParser parser;
    private final @Nullable MomentPattern pattern;
    private final int capacity;
    private int length;
    private long @Nullable [] validity;
    private byte[] bytes = {};
    private int byteCount;
    private int[] ints = {};
    private int[] lengths = {};
    private long[] longs = {};
    private double[] doubles = {};

    /**
     * @param pattern  of dates or timestamps; null for the usual forms
     * @param capacity most rows of a batch
     */
    public ValueColumn(DataType type, ValueParser parser, @Nullable MomentPattern pattern, int capacity) {
        this.type = type;
        this.parser = parser;
        this.pattern = pattern;
        this.capacity = capacity;
    }

    /** True for the types that a text can be read as. */
    public static boolean canHold(DataType type) {
        return !type.isNested() && !(type instanceof DataType.YearMonthIntervalType) && !(type instanceof DataType.DayTimeIntervalType);
    }

    /** Begins a batch; the arrays of the last one are not touched any more. */
    public void begin() {
        length = 0;
        validity = null;
        byteCount = 0;
        switch (type.storage()) {
            case BOOLEAN -> bytes = new byte[capacity];
            case INT -> ints = new int[capacity];
            case LONG -> longs = new long[capacity];
            case DOUBLE -> doubles = new double[capacity];
            case DECIMAL128 -> longs = new long[2 * capacity];
            case BYTES -> {
                ints = new int[capacity];
                lengths = new int[capacity];
                bytes = new byte[Math.max(16 * capacity, 64)];
            }
            case LIST, MAP, STRUCT, NULL -> {
            }
        }
    }

    public void appendNull() {
        long[] bits = validity;
        if (bits == null) {
            bits = Validity.allValid(capacity);
            validity = bits;
        }
        Validity.setNull(bits, length);
        length++;
    }

    /** Appends the value that the text is; when it is none, appends a null and returns false. */
    public boolean append(byte[] text, int from, int to) {
        boolean read = read(text, from, to);
        if (!read) {
            appendNull();
            return false;
        }
        switch (type.storage()) {
            case BOOLEAN -> bytes[length] = (byte) parser.longValue;
            case INT -> ints[length] = (int) parser.longValue;
            case LONG -> longs[length] = parser.longValue;
            case DOUBLE -> doubles[length] = type instanceof DataType.FloatType ? (float) parser.doubleValue : parser.doubleValue;
            case DECIMAL128 -> {
                longs[2 * length] = parser.longValue;
                longs[2 * length + 1] = parser.highWord;
            }
            case BYTES -> {
                if (to - from > bytes.length - byteCount) {
                    bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(byteCount, to - from), 2 * bytes.length));
                }
                System.arraycopy(text, from, bytes, byteCount, to - from);
                ints[length] = byteCount;
                lengths[length] = to - from;
                byteCount += to - from;
            }
            case LIST, MAP, STRUCT, NULL -> throw new IllegalStateException("not a column of texts: " + type.sql());
        }
        length++;
        return true;
    }

    /** Appends a double that the text does not spell, such as a name for NaN. */
    public void appendDouble(double value) {
        doubles[length++] = value;
    }

    private boolean read(byte[] text, int from, int to) {
        return switch (type) {
            case DataType.StringType _, DataType.BinaryType _ -> true;
            case DataType.IntType _ -> parser.readInt(text, from, to, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DataType.LongType _ -> parser.readLong(text, from, to);
            case DataType.DoubleType _, DataType.FloatType _ -> parser.readDouble(text, from, to);
            case DataType.DecimalType decimal -> parser.readDecimal(text, from, to, decimal);
            case DataType.BooleanType _ -> parser.readBoolean(text, from, to);
            case DataType.ShortType _ -> parser.readInt(text, from, to, Short.MIN_VALUE, Short.MAX_VALUE);
            case DataType.ByteType _ -> parser.readInt(text, from, to, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case DataType.DateType _ -> pattern == null ? parser.readDate(text, from, to) : pattern.readDate(text, from, to, parser);
            case DataType.TimestampType _ ->
                    pattern == null ? parser.readTimestamp(text, from, to) : pattern.readTimestamp(text, from, to, parser);
            case DataType.TimestampNtzType _ ->
                    pattern == null ? parser.readLocalTimestamp(text, from, to) : pattern.readLocalTimestamp(text, from, to, parser);
            case DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _, DataType.ArrayType _,
                    DataType.MapType _, DataType.StructType _, DataType.NullType _ ->
                    false;
        };
    }

    public DataType type() {
        return type;
    }

    public int length() {
        return length;
    }

    /** Bytes of text in the batch so far. */
    public int byteCount() {
        return byteCount;
    }

    /** Bytes that the arrays take. */
    public long heldBytes() {
        return bytes.length + 4L * ints.length + 4L * lengths.length + 8L * longs.length + 8L * doubles.length
                + (validity == null ? 0 : 8L * validity.length);
    }

    /** Takes the last row back. */
    public void dropLast() {
        length--;
        if (validity != null) {
            Validity.setValid(validity, length);
        }
    }

    public Vector build() {
        return switch (type.storage()) {
            case BOOLEAN -> new BooleanVector(type, bytes, length, validity);
            case INT -> new IntVector(type, ints, length, validity);
            case LONG -> new LongVector(type, longs, length, validity);
            case DOUBLE -> new DoubleVector(type, doubles, length, validity);
            case DECIMAL128 -> new Decimal128Vector(type, longs, length, validity);
            case BYTES -> new BytesVector(type, bytes, ints, lengths, length, validity);
            case NULL -> new NullVector(length);
            case LIST, MAP, STRUCT -> throw new IllegalStateException("not a column of texts: " + type.sql());
        };
    }
}
