package dev.millrace.executor.kernel.cast;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.ZoneShift;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;

/** Writes single values as Spark's cast to STRING writes them. */
final class ValueText {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final int FOUR_DIGITS = 9999;
    private static final int MONTHS = 12;

    private final ZoneShift zone;

    ValueText(ZoneId zone) {
        this.zone = new ZoneShift(zone);
    }

    /** @param row not null */
    void append(Vector vector, int row, ByteAppender out) {
        switch (vector) {
            case BooleanVector flags -> out.ascii(flags.values()[row] != 0 ? "true" : "false");
            case IntVector ints -> integer(ints.type(), ints.values()[row], out);
            case LongVector longs -> number(longs.type(), longs.values()[row], out);
            case DoubleVector(var type, var values, var _, var _) ->
                    out.ascii(type instanceof DataType.FloatType ? Float.toString((float) values[row]) : Double.toString(values[row]));
            case Decimal128Vector(var type, var words, var _, var _) ->
                    out.ascii(new BigDecimal(Values.decimal128(words[2 * row], words[2 * row + 1]), ((DecimalType) type).scale())
                            .toPlainString());
            case BytesVector(var _, var data, var starts, var lengths, var _, var _) -> out.append(data, starts[row], lengths[row]);
            case ListVector(var _, var starts, var lengths, var elements, var _, var _) -> {
                out.one('[');
                for (int i = 0; i < lengths[row]; i++) {
                    separator(i, out);
                    nested(elements, starts[row] + i, out);
                }
                out.one(']');
            }
            case MapVector(var _, var starts, var lengths, var keys, var values, var _, var _) -> {
                out.one('{');
                for (int i = 0; i < lengths[row]; i++) {
                    separator(i, out);
                    nested(keys, starts[row] + i, out);
                    out.ascii(" -> ");
                    nested(values, starts[row] + i, out);
                }
                out.one('}');
            }
            case StructVector(var _, var fields, var _, var _) -> {
                out.one('{');
                for (int i = 0; i < fields.size(); i++) {
                    separator(i, out);
                    nested(fields.get(i), row, out);
                }
                out.one('}');
            }
            case DictionaryVector(var codes, var dictionary, var _, var _) -> append(dictionary, codes[row], out);
            case ConstantVector(var value, var _) -> append(value, 0, out);
            case NullVector _ -> out.ascii("null");
        }
    }

    private static void separator(int element, ByteAppender out) {
        if (element > 0) {
            out.ascii(", ");
        }
    }

    private void nested(Vector vector, int row, ByteAppender out) {
        if (vector.isNull(row)) {
            out.ascii("null");
        } else {
            append(vector, row, out);
        }
    }

    private static void integer(DataType type, int value, ByteAppender out) {
        switch (type) {
            case DataType.DateType _ -> day(value, out);
            case DataType.YearMonthIntervalType _ -> {
                long months = Math.abs((long) value);
                out.ascii("INTERVAL '" + (value < 0 ? "-" : "") + months / MONTHS + "-" + months % MONTHS + "' YEAR TO MONTH");
            }
            default -> out.number(value);
        }
    }

    private void number(DataType type, long value, ByteAppender out) {
        switch (type) {
            case DecimalType(var _, var scale) -> decimal(value, scale, out);
            case DataType.TimestampType _ -> timestamp(zone.toLocal(value), out);
            case DataType.TimestampNtzType _ -> timestamp(value, out);
            case DataType.DayTimeIntervalType _ -> interval(value, out);
            default -> out.number(value);
        }
    }

    private static void decimal(long unscaled, int scale, ByteAppender out) {
        if (scale == 0) {
            out.number(unscaled);
            return;
        }
        long power = 1;
        for (int i = 0; i < scale; i++) {
            power *= 10;
        }
        if (unscaled < 0) {
            out.one('-');
        }
        long magnitude = Math.abs(unscaled);
        out.number(magnitude / power);
        out.one('.');
        out.padded(magnitude % power, scale);
    }

    private static void day(long epochDay, ByteAppender out) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        int year = date.getYear();
        if (year < 0 || year > FOUR_DIGITS) {
            out.ascii(date.toString());
            return;
        }
        out.padded(year, 4);
        out.one('-');
        out.padded(date.getMonthValue(), 2);
        out.one('-');
        out.padded(date.getDayOfMonth(), 2);
    }

    private static void timestamp(long local, ByteAppender out) {
        day(Math.floorDiv(local, MICROS_PER_DAY), out);
        out.one(' ');
        long micros = Math.floorMod(local, MICROS_PER_DAY);
        clock(micros / MICROS_PER_SECOND, out);
        fraction(micros % MICROS_PER_SECOND, out);
    }

    private static void clock(long seconds, ByteAppender out) {
        out.padded(seconds / 3600, 2);
        out.one(':');
        out.padded(seconds / 60 % 60, 2);
        out.one(':');
        out.padded(seconds % 60, 2);
    }

    private static void fraction(long micros, ByteAppender out) {
        if (micros != 0) {
            out.one('.');
            out.padded(micros, 6);
            out.dropZeros();
        }
    }

    private static void interval(long micros, ByteAppender out) {
        out.ascii("INTERVAL '");
        if (micros < 0) {
            out.one('-');
        }
        // The smallest interval has no positive counterpart, but its days and its rest have.
        out.number(Math.abs(micros / MICROS_PER_DAY));
        out.one(' ');
        long rest = Math.abs(micros % MICROS_PER_DAY);
        clock(rest / MICROS_PER_SECOND, out);
        fraction(rest % MICROS_PER_SECOND, out);
        out.ascii("' DAY TO SECOND");
    }
}
