package dev.millrace.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Cast;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Casts as Spark 4 does them with ANSI on, session zone Europe/Berlin. */
class CastTest {

    private final ExprCompiler compiler = new ExprCompiler(Config.EMPTY.with("session.timezone", "Europe/Berlin"));

    private @Nullable Object cast(@Nullable Object value, DataType from, DataType to) {
        return compiler.evaluateConstant(new Cast(new Literal(value, from), to, OnError.THROW)).value();
    }

    private ErrorCondition error(@Nullable Object value, DataType from, DataType to) {
        assertEquals(null, compiler.evaluateConstant(new Cast(new Literal(value, from), to, OnError.NULL)).value());
        return assertThrows(EngineException.class, () -> cast(value, from, to)).condition();
    }

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false,
            value = {"12,12", " 12\t,12", "-0,0", "+7,7", "2147483647,2147483647", "-2147483648,-2147483648"})
    void readsIntegers(String text, int expected) {
        assertEquals(expected, cast(text, DataType.STRING, DataType.INT));
        assertEquals((long) expected, cast(text, DataType.STRING, DataType.BIGINT));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {"''", "'  '", "1.5", "1e3", "0x1f", "--1", "+", "2147483648", "12a", "١"})
    void refusesWhatIsNoInteger(String text) {
        assertEquals(ErrorCondition.CAST_INVALID_INPUT, error(text, DataType.STRING, DataType.INT));
    }

    @Test
    void readsTheSmallestLong() {
        assertEquals(Long.MIN_VALUE, cast("-9223372036854775808", DataType.STRING, DataType.BIGINT));
        assertEquals(ErrorCondition.CAST_INVALID_INPUT, error("9223372036854775808", DataType.STRING, DataType.BIGINT));
        assertEquals(ErrorCondition.CAST_INVALID_INPUT, error("-9223372036854775809", DataType.STRING, DataType.BIGINT));
    }

    @ParameterizedTest
    @CsvSource({"1.5,1.5", "' -2e3 ',-2000", "inf,Infinity", "-Infinity,-Infinity", "NaN,NaN", "nan,NaN", ".5,0.5", "5.,5", "0.1,0.1",
            "123456789012345678,1.2345678901234568E17", "-0.0,-0.0", "9007199254740993,9007199254740992"})
    void readsDoubles(String text, double expected) {
        assertEquals(expected, cast(text, DataType.STRING, DataType.DOUBLE));
    }

    @Test
    void refusesWhatIsNoDouble() {
        for (String text : List.of("", ".", "-", "1.2.3", "abc", "1 2")) {
            assertEquals(ErrorCondition.CAST_INVALID_INPUT, error(text, DataType.STRING, DataType.DOUBLE), text);
        }
    }

    @Test
    void readsDecimals() {
        assertEquals(124L, cast(" 1.235 ", DataType.STRING, DataType.decimal(10, 2)));
        assertEquals(-124L, cast("-1.235", DataType.STRING, DataType.decimal(10, 2)));
        assertEquals(new BigInteger("120000"), cast("1.2e1", DataType.STRING, DataType.decimal(30, 4)));
        assertEquals(0L, cast("1e-999999999", DataType.STRING, DataType.decimal(10, 2)));
        assertEquals(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, error("1000", DataType.STRING, DataType.decimal(4, 2)));
        assertEquals(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, error("1e999999999", DataType.STRING, DataType.decimal(4, 2)));
        assertEquals(ErrorCondition.CAST_INVALID_INPUT, error("1,5", DataType.STRING, DataType.decimal(4, 2)));
    }

    @Test
    void readsBooleans() {
        for (String text : List.of("t", "TRUE", " y ", "Yes", "1")) {
            assertEquals(true, cast(text, DataType.STRING, DataType.BOOLEAN), text);
        }
        for (String text : List.of("f", "False", "n", "NO", "0")) {
            assertEquals(false, cast(text, DataType.STRING, DataType.BOOLEAN), text);
        }
        assertEquals(ErrorCondition.CAST_INVALID_INPUT, error("2", DataType.STRING, DataType.BOOLEAN));
    }

    @ParameterizedTest
    @CsvSource({"2024,2024-01-01", "2024-3,2024-03-01", "2024-3-7,2024-03-07", "' 2024-03-07 ',2024-03-07", "2024-03-07T12:00,2024-03-07",
            "2024-03-07 whatever,2024-03-07", "-0044-03-15,-0044-03-15", "12024-01-01,+12024-01-01", "0001-01-01,0001-01-01"})
    void readsDates(String text, String expected) {
        assertEquals(expected, cast(cast(text, DataType.STRING, DataType.DATE), DataType.DATE, DataType.STRING));
    }

    @Test
    void refusesWhatIsNoDate() {
        for (String text : List.of("", "24-01-01", "2024-13-01", "2023-02-29", "2024-01-01x", "2024-1-", "2024/01/01", "202401011",
                "today")) {
            assertEquals(ErrorCondition.CAST_INVALID_INPUT, error(text, DataType.STRING, DataType.DATE), text);
        }
    }

    @ParameterizedTest
    @CsvSource({"2024-07-01 12:30:45,2024-07-01 12:30:45", "2024-07-01T12:30:45.120,2024-07-01 12:30:45.12",
            "2024-07-01 1:2:3,2024-07-01 01:02:03",
            "2024-07-01 12:30,2024-07-01 12:30:00", "2024-07-01,2024-07-01 00:00:00", "2024-07-01 12:00:00Z,2024-07-01 14:00:00",
            "2024-07-01 12:00:00 UTC,2024-07-01 14:00:00", "2024-07-01 12:00:00+05:30,2024-07-01 08:30:00",
            "2024-07-01 12:00:00 America/New_York,2024-07-01 18:00:00", "2024-03-31 02:30:00,2024-03-31 03:30:00",
            "1969-12-31 23:59:59.999999,1969-12-31 23:59:59.999999", "2024-07-01 12:30:45.1234567,2024-07-01 12:30:45.123456"})
    void readsTimestamps(String text, String expected) {
        assertEquals(expected, cast(cast(text, DataType.STRING, DataType.TIMESTAMP), DataType.TIMESTAMP, DataType.STRING));
    }

    @Test
    void timestampsWithoutZonePassOverOne() {
        assertEquals("2024-07-01 12:00:00",
                cast(cast("2024-07-01 12:00:00+05:30", DataType.STRING, DataType.TIMESTAMP_NTZ), DataType.TIMESTAMP_NTZ,
                        DataType.STRING));
    }

    @Test
    void refusesWhatIsNoTimestamp() {
        for (String text : List.of("2024-07-01 25:00:00", "2024-07-01 12:60:00", "2024-07-01 x", "2024-07-01 12:00:00 Nowhere/City",
                "2024-07 12:00",
                "noon")) {
            assertEquals(ErrorCondition.CAST_INVALID_INPUT, error(text, DataType.STRING, DataType.TIMESTAMP), text);
        }
    }

    @Test
    void narrowsNumbers() {
        assertEquals(127, cast(127L, DataType.BIGINT, DataType.TINYINT));
        assertEquals(ErrorCondition.CAST_OVERFLOW, error(128L, DataType.BIGINT, DataType.TINYINT));
        assertEquals(ErrorCondition.CAST_OVERFLOW, error(40_000, DataType.INT, DataType.SMALLINT));
        assertEquals(-3, cast(-3.99, DataType.DOUBLE, DataType.INT));
        assertEquals(Integer.MAX_VALUE, cast(2147483647.9, DataType.DOUBLE, DataType.INT));
        assertEquals(ErrorCondition.CAST_OVERFLOW, error(2147483648.0, DataType.DOUBLE, DataType.INT));
        assertEquals(ErrorCondition.CAST_OVERFLOW, error(Double.NaN, DataType.DOUBLE, DataType.BIGINT));
        assertEquals(ErrorCondition.CAST_OVERFLOW, error(0x1p63, DataType.DOUBLE, DataType.BIGINT));
        assertEquals(Long.MIN_VALUE, cast(-0x1p63, DataType.DOUBLE, DataType.BIGINT));
    }

    @Test
    void writesText() {
        assertEquals("1.0E10", cast(1e10, DataType.DOUBLE, DataType.STRING));
        assertEquals("0.1", cast((double) 0.1f, DataType.FLOAT, DataType.STRING));
        assertEquals("-0.05", cast(-5L, DataType.decimal(5, 2), DataType.STRING));
        assertEquals("0.000000000000000001", cast(BigInteger.ONE, DataType.decimal(38, 18), DataType.STRING));
        assertEquals("-9223372036854775808", cast(Long.MIN_VALUE, DataType.BIGINT, DataType.STRING));
        assertEquals("1000000000000000000", cast(1_000_000_000_000_000_000L, DataType.BIGINT, DataType.STRING));
        assertEquals("9223372036854775807", cast(Long.MAX_VALUE, DataType.BIGINT, DataType.STRING));
        assertEquals("[1, null, 3]", cast(Arrays.asList(1, null, 3), DataType.array(DataType.INT), DataType.STRING));
        Map<Object, Object> map = new LinkedHashMap<>(Map.of("a", 1));
        assertEquals("{a -> 1}", cast(map, DataType.map(DataType.STRING, DataType.INT), DataType.STRING));
        assertEquals("{x, 1.50}",
                cast(List.of("x", 150L), DataType.struct(Field.of("s", DataType.STRING), Field.of("d", DataType.decimal(5, 2))),
                        DataType.STRING));
        assertEquals("INTERVAL '-1-2' YEAR TO MONTH", cast(-14, DataType.INTERVAL_YEAR_MONTH, DataType.STRING));
        assertEquals("INTERVAL '1 02:03:04.5' DAY TO SECOND", cast(93_784_500_000L, DataType.INTERVAL_DAY_TIME, DataType.STRING));
    }

    @Test
    void intervalsSurviveText() {
        for (long micros : new long[] {0, 1, -93_784_500_000L, 86_400_000_000L * 40_000}) {
            Object text = cast(micros, DataType.INTERVAL_DAY_TIME, DataType.STRING);
            assertEquals(micros, cast(text, DataType.STRING, DataType.INTERVAL_DAY_TIME), String.valueOf(text));
        }
        assertEquals(-14, cast("-1-2", DataType.STRING, DataType.INTERVAL_YEAR_MONTH));
        assertEquals(ErrorCondition.CAST_INVALID_INPUT, error("1-12", DataType.STRING, DataType.INTERVAL_YEAR_MONTH));
    }

    @Test
    void convertsTimestampsAndNumbers() {
        assertEquals(-1L, cast(-1L, DataType.TIMESTAMP, DataType.BIGINT));
        assertEquals(1_500_000L, cast(1.5, DataType.DOUBLE, DataType.TIMESTAMP));
        assertEquals(-1L, cast(-1_000L, DataType.TIMESTAMP, DataType.decimal(10, 3)));
        assertEquals(2_000_000L, cast(2, DataType.INT, DataType.TIMESTAMP));
    }

    @Test
    void convertsEachElement() {
        assertEquals(Arrays.asList(1, null), cast(Arrays.asList("1", null), DataType.array(DataType.STRING), DataType.array(DataType.INT)));
        assertEquals(ErrorCondition.CAST_INVALID_INPUT, assertThrows(EngineException.class,
                () -> cast(List.of("1", "x"), DataType.array(DataType.STRING), DataType.array(DataType.INT))).condition());
        Expr lenient =
                new Cast(new Literal(Arrays.asList("1", "x"), DataType.array(DataType.STRING)), DataType.array(DataType.INT), OnError.NULL);
        assertEquals(Arrays.asList(1, null), compiler.evaluateConstant(lenient).value());
        DataType from = DataType.struct(Field.of("a", DataType.INT), Field.of("b", DataType.STRING));
        DataType to = DataType.struct(Field.of("a", DataType.STRING), Field.of("b", DataType.STRING));
        assertEquals(List.of("7", "x"), cast(List.of(7, "x"), from, to));
    }

    @Test
    void bytesOfText() {
        assertEquals("ab", cast(cast("ab", DataType.STRING, DataType.BINARY), DataType.BINARY, DataType.STRING));
        assertEquals(0, Arrays.compare(new byte[] {0, 0, 1, 2}, (byte[]) cast(258, DataType.INT, DataType.BINARY)));
    }

    @Test
    void unknownCastsAreRefused() {
        assertEquals(ErrorCondition.DATATYPE_MISMATCH,
                assertThrows(EngineException.class, () -> cast(1, DataType.INT, DataType.DATE)).condition());
    }
}
