package dev.millrace.files.parquet;

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
import dev.millrace.columnar.Vector;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A vector's row as Python prints the value, which is how the answers to compare with are written down. */
final class PythonText {
    private PythonText() {}

    static String of(Vector vector, int row) {
        if (vector.isNull(row)) {
            return "None";
        }
        return switch (vector) {
            case NullVector _ -> "None";
            case ConstantVector constant -> of(constant.value(), 0);
            case DictionaryVector dictionary -> of(dictionary.dictionary(), dictionary.codes()[row]);
            case BooleanVector booleans -> booleans.values()[row] != 0 ? "True" : "False";
            case IntVector ints -> ints.type() instanceof DataType.DateType ? date(ints.values()[row]) : String.valueOf(ints.values()[row]);
            case LongVector longs -> number(longs.type(), longs.values()[row]);
            case DoubleVector doubles -> floating(doubles.values()[row]);
            case Decimal128Vector decimals -> decimal(new BigInteger(Long.toString(decimals.words()[2 * row + 1])).shiftLeft(64)
                    .add(new BigInteger(Long.toUnsignedString(decimals.words()[2 * row]))),
                    ((DataType.DecimalType) decimals.type()).scale());
            case BytesVector bytes -> bytes(bytes, row);
            case ListVector list -> {
                StringBuilder text = new StringBuilder("[");
                for (int i = 0; i < list.lengths()[row]; i++) {
                    text.append(i == 0 ? "" : ", ").append(of(list.elements(), list.starts()[row] + i));
                }
                yield text.append(']').toString();
            }
            case MapVector map -> {
                StringBuilder text = new StringBuilder("{");
                for (int i = 0; i < map.lengths()[row]; i++) {
                    int at = map.starts()[row] + i;
                    text.append(i == 0 ? "" : ", ").append(of(map.keys(), at)).append(": ").append(of(map.values(), at));
                }
                yield text.append('}').toString();
            }
            case StructVector struct -> {
                StringBuilder text = new StringBuilder("{");
                for (int i = 0; i < struct.fields().size(); i++) {
                    text.append(i == 0 ? "'" : ", '").append(((DataType.StructType) struct.type()).fields().get(i).name()).append("': ")
                            .append(of(struct.fields().get(i), row));
                }
                yield text.append('}').toString();
            }
        };
    }

    private static String number(DataType type, long value) {
        return switch (type) {
            case DataType.DecimalType(var _, var scale) -> decimal(BigInteger.valueOf(value), scale);
            case DataType.TimestampType _, DataType.TimestampNtzType _ -> dateTime(value);
            default -> String.valueOf(value);
        };
    }

    static String decimal(BigInteger unscaled, int scale) {
        return "Decimal('" + new BigDecimal(unscaled, scale).toPlainString() + "')";
    }

    static String date(int days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        return "datetime.date(" + date.getYear() + ", " + date.getMonthValue() + ", " + date.getDayOfMonth() + ")";
    }

    static String dateTime(long micros) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000,
                ZoneOffset.UTC);
        String text = "datetime.datetime(" + time.getYear() + ", " + time.getMonthValue() + ", " + time.getDayOfMonth() + ", "
                + time.getHour() + ", "
                + time.getMinute();
        int microsOfSecond = time.getNano() / 1000;
        if (time.getSecond() != 0 || microsOfSecond != 0) {
            text += ", " + time.getSecond();
        }
        return text + (microsOfSecond == 0 ? ")" : ", " + microsOfSecond + ")");
    }

    static String floating(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value < 0 ? "-inf" : "inf";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e16)) {
            return Double.toString(value).replace(".0E", "e").replace("E", "e").replaceAll("e(\\d)", "e+$1").replaceAll("e([+-])(\\d)$",
                    "e$10$2");
        }
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        return value == 0 ? Double.toString(value) : plain.contains(".") ? plain : plain + ".0";
    }

    private static String bytes(BytesVector vector, int row) {
        byte[] data = vector.data();
        int start = vector.starts()[row];
        int length = vector.lengths()[row];
        if (vector.type() instanceof DataType.StringType) {
            return quoted(new String(data, start, length, StandardCharsets.UTF_8), "", false);
        }
        return quoted(new String(data, start, length, StandardCharsets.ISO_8859_1), "b", true);
    }

    private static String quoted(String value, String prefix, boolean bytes) {
        char quote = value.indexOf('\'') >= 0 && value.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder text = new StringBuilder(prefix).append(quote);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c == quote) {
                        text.append('\\').append(c);
                    } else if (c < 0x20 || c == 0x7f || bytes && c > 0x7f) {
                        text.append(String.format("\\x%02x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.append(quote).toString();
    }
}
