package dev.millrace.executor.kernel.cast;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.expr.Cast;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** STRING into everything but nested types. */
final class ParseCast implements UnaryKernel {

    private static final int MOST_DIGITS = 80;

    private final Cast cast;
    private final TextParser numbers = new TextParser();
    private final TimeParser times;
    private final ResultArrays results = new ResultArrays();

    ParseCast(Cast cast, ZoneId zone) {
        this.cast = cast;
        this.times = new TimeParser(zone);
    }

    @Override
    public Vector apply(Vector input, int length, @Nullable Selection rows) {
        BytesVector text = (BytesVector) input;
        DataType to = cast.type();
        long[] validity = input.validity();
        long[] valid = validity;
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (Validity.isValid(validity, row) && !parse(text.data(), text.starts()[row], text.lengths()[row], row, length)) {
                if (cast.onError() == OnError.THROW) {
                    throw CastErrors.invalid(cast,
                            new String(text.data(), text.starts()[row], text.lengths()[row], StandardCharsets.UTF_8));
                }
                if (valid == validity) {
                    valid = validity == null ? Validity.allValid(length) : validity.clone();
                }
                Validity.setNull(valid, row);
            }
        }
        return switch (to.storage()) {
            case BOOLEAN -> new BooleanVector(to, results.bytes(length), length, valid);
            case INT -> new IntVector(to, results.ints(length), length, valid);
            case LONG -> new LongVector(to, results.longs(length), length, valid);
            case DOUBLE -> new DoubleVector(to, results.doubles(length), length, valid);
            case DECIMAL128 -> new Decimal128Vector(to, results.longs(2 * length), length, valid);
            case BYTES, LIST, MAP, STRUCT, NULL -> throw new IllegalArgumentException(to.sql());
        };
    }

    private boolean parse(byte[] data, int start, int size, int row, int length) {
        boolean parsed = switch (cast.type()) {
            case DataType.BooleanType _ -> numbers.bool(data, start, size);
            case DataType.ByteType _ -> numbers.integer(data, start, size, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case DataType.ShortType _ -> numbers.integer(data, start, size, Short.MIN_VALUE, Short.MAX_VALUE);
            case DataType.IntType _ -> numbers.integer(data, start, size, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DataType.LongType _ -> numbers.integer(data, start, size, Long.MIN_VALUE, Long.MAX_VALUE);
            case DataType.FloatType _ -> numbers.floating(data, start, size, true);
            case DataType.DoubleType _ -> numbers.floating(data, start, size, false);
            case DataType.DateType _ -> times.date(data, start, size);
            case DataType.TimestampType _ -> times.timestamp(data, start, size, false);
            case DataType.TimestampNtzType _ -> times.timestamp(data, start, size, true);
            case DecimalType decimal -> decimal(data, start, size, decimal, row, length);
            case DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _, DataType.StringType _,
                    DataType.BinaryType _, DataType.ArrayType _, DataType.MapType _, DataType.StructType _, DataType.NullType _ ->
                    false;
        };
        if (parsed) {
            store(row, length);
        }
        return parsed;
    }

    private void store(int row, int length) {
        switch (cast.type()) {
            case DataType.BooleanType _ -> results.bytes(length)[row] = (byte) numbers.whole;
            case DataType.ByteType _, DataType.ShortType _, DataType.IntType _ -> results.ints(length)[row] = (int) numbers.whole;
            case DataType.LongType _ -> results.longs(length)[row] = numbers.whole;
            case DataType.FloatType _, DataType.DoubleType _ -> results.doubles(length)[row] = numbers.real;
            case DataType.DateType _ -> results.ints(length)[row] = times.day;
            case DataType.TimestampType _, DataType.TimestampNtzType _ -> results.longs(length)[row] = times.micros;
            default -> {
            }
        }
    }

    private boolean decimal(byte[] data, int start, int size, DecimalType type, int row, int length) {
        BigDecimal value = numbers.decimal(data, start, size);
        if (value == null) {
            return false;
        }
        boolean tooLarge = (long) value.precision() - value.scale() > MOST_DIGITS;
        BigDecimal rounded = tooLarge ? value
                : value.scale() > MOST_DIGITS + value.precision() ? BigDecimal.ZERO.setScale(type.scale())
                        : value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (tooLarge || rounded.precision() > type.precision()) {
            if (cast.onError() == OnError.THROW) {
                throw CastErrors.overflow(cast, new String(data, start, size, StandardCharsets.UTF_8));
            }
            return false;
        }
        BigInteger unscaled = rounded.unscaledValue();
        if (type.precision() <= DecimalType.MAX_LONG_PRECISION) {
            results.longs(length)[row] = unscaled.longValue();
        } else {
            long[] words = results.longs(2 * length);
            words[2 * row] = unscaled.longValue();
            words[2 * row + 1] = unscaled.shiftRight(64).longValue();
        }
        return true;
    }
}
