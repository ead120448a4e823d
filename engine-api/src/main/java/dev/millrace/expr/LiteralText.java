package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** SQL text of a constant. */
final class LiteralText {

    private LiteralText() {}

    static String of(@Nullable Object value, DataType type) {
        if (value == null) {
            return "NULL";
        }
        return switch (type) {
            case DataType.StringType _ -> "'" + ((String) value).replace("'", "''") + "'";
            case DataType.BinaryType _ -> "X'" + Literal.hex((byte[]) value) + "'";
            case DataType.DateType _ -> "DATE '" + LocalDate.ofEpochDay((Integer) value) + "'";
            case DataType.TimestampType _ -> "TIMESTAMP '" + Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS) + "'";
            case DataType.TimestampNtzType _ -> "TIMESTAMP_NTZ '"
                    + LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus((Long) value, ChronoUnit.MICROS) + "'";
            case DataType.DecimalType decimal ->
                    new BigDecimal(value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value), decimal.scale())
                            .toPlainString();
            case DataType.YearMonthIntervalType _ -> "INTERVAL '" + Period.ofMonths((Integer) value).normalized() + "'";
            case DataType.DayTimeIntervalType _ -> "INTERVAL '" + Duration.of((Long) value, ChronoUnit.MICROS) + "'";
            case DataType.BooleanType _, DataType.ByteType _, DataType.ShortType _, DataType.IntType _,
                    DataType.LongType _, DataType.FloatType _, DataType.DoubleType _, DataType.ArrayType _,
                    DataType.MapType _, DataType.StructType _, DataType.NullType _ ->
                    String.valueOf(value);
        };
    }
}
