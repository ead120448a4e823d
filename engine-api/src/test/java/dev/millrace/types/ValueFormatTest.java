package dev.millrace.types;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueFormatTest {

    private static final ValueFormat DISPLAY = ValueFormat.display(ZoneOffset.UTC);
    private static final ValueFormat CAST = ValueFormat.cast(ZoneOffset.UTC);

    @Test
    void printsNumbersAsJavaDoes() {
        assertEquals("-12", DISPLAY.text(-12, DataType.TINYINT));
        assertEquals("9223372036854775807", DISPLAY.text(Long.MAX_VALUE, DataType.BIGINT));
        assertEquals("1.0E7", DISPLAY.text(1e7, DataType.DOUBLE));
        assertEquals("0.1", DISPLAY.text((double) 0.1f, DataType.FLOAT));
        assertEquals("-0.0", DISPLAY.text(-0.0, DataType.DOUBLE));
        assertEquals("NaN", DISPLAY.text(Double.NaN, DataType.FLOAT));
        assertEquals("-Infinity", DISPLAY.text(Double.NEGATIVE_INFINITY, DataType.DOUBLE));
        assertEquals("true", DISPLAY.text(true, DataType.BOOLEAN));
    }

    @Test
    void printsDecimalsPlain() {
        assertEquals("-0.05", DISPLAY.text(-5L, DataType.decimal(10, 2)));
        assertEquals("0.000000000000000001", DISPLAY.text(1L, DataType.decimal(18, 18)));
        assertEquals("0.00", DISPLAY.text(0L, DataType.decimal(4, 2)));
        assertEquals("12", DISPLAY.text(12L, DataType.decimal(4, 0)));
        assertEquals("123456789012345678901.5", DISPLAY.text(new BigInteger("1234567890123456789015"), DataType.decimal(38, 1)));
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            int scale = random.nextInt(19);
            long unscaled = random.nextLong() >> random.nextInt(64);
            StringBuilder text = new StringBuilder();
            ValueFormat.appendDecimal(text, unscaled, scale);
            assertEquals(BigDecimal.valueOf(unscaled, scale).toPlainString(), text.toString(), () -> "seed " + seed);
        }
    }

    @Test
    void printsDatesOfAllTimes() {
        assertEquals("2020-04-01", DISPLAY.text(18353, DataType.DATE));
        assertEquals("0000-02-29", DISPLAY.text((int) LocalDate.of(0, 2, 29).toEpochDay(), DataType.DATE));
        assertEquals("-0001-12-31", DISPLAY.text((int) LocalDate.of(-1, 12, 31).toEpochDay(), DataType.DATE));
        assertEquals("+10000-01-01", DISPLAY.text((int) LocalDate.of(10_000, 1, 1).toEpochDay(), DataType.DATE));
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            int day = random.nextInt() >> random.nextInt(16);
            assertEquals(LocalDate.ofEpochDay(day).toString(), DISPLAY.text(day, DataType.DATE), () -> "seed " + seed);
        }
    }

    @Test
    void printsTimestampsInTheirZone() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2020-04-01T10:20:30.120Z"));
        assertEquals("2020-04-01 10:20:30.12", DISPLAY.text(micros, DataType.TIMESTAMP));
        assertEquals("2020-04-01 12:20:30.12", ValueFormat.display(ZoneId.of("Europe/Berlin")).text(micros, DataType.TIMESTAMP));
        assertEquals("2020-04-01 10:20:30.12", ValueFormat.display(ZoneId.of("Europe/Berlin")).text(micros, DataType.TIMESTAMP_NTZ));
        assertEquals("1969-12-31 23:59:59.999999", DISPLAY.text(-1L, DataType.TIMESTAMP));
        assertEquals("1970-01-01 00:00:00", DISPLAY.text(0L, DataType.TIMESTAMP));
        DateTimeFormatter reference = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            long second = random.nextLong(-60_000_000_000L, 250_000_000_000L);
            assertEquals(reference.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)),
                    DISPLAY.text(second * 1_000_000, DataType.TIMESTAMP),
                    () -> "seed " + seed);
        }
    }

    @Test
    void printsIntervals() {
        assertEquals("INTERVAL '1-2' YEAR TO MONTH", DISPLAY.text(14, DataType.INTERVAL_YEAR_MONTH));
        assertEquals("INTERVAL '-0-1' YEAR TO MONTH", DISPLAY.text(-1, DataType.INTERVAL_YEAR_MONTH));
        assertEquals("INTERVAL '1 02:03:04.5' DAY TO SECOND", DISPLAY.text(93_784_500_000L, DataType.INTERVAL_DAY_TIME));
        assertEquals("INTERVAL '-0 00:00:00.000001' DAY TO SECOND", DISPLAY.text(-1L, DataType.INTERVAL_DAY_TIME));
        assertEquals("INTERVAL '-106751991 04:00:54.775808' DAY TO SECOND", DISPLAY.text(Long.MIN_VALUE, DataType.INTERVAL_DAY_TIME));
    }

    @Test
    void printsNestedValues() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", null);
        DataType struct = DataType.struct(Field.of("i", DataType.INT), Field.of("s", DataType.STRING));
        assertEquals("[1, NULL, 3]", DISPLAY.text(Arrays.asList(1, null, 3), DataType.array(DataType.INT)));
        assertEquals("{a -> 1, b -> NULL}", DISPLAY.text(map, DataType.map(DataType.STRING, DataType.INT)));
        assertEquals("[{1, x}, {NULL, y}]", DISPLAY.text(List.of(List.of(1, "x"), Arrays.asList(null, "y")), DataType.array(struct)));
        assertEquals("[]", DISPLAY.text(List.of(), DataType.array(struct)));
        assertEquals("{}", DISPLAY.text(Map.of(), DataType.map(DataType.STRING, DataType.INT)));
    }

    @Test
    void castingShowsNullsAndBytesInItsOwnWay() {
        byte[] bytes = {0x61, 0x62};
        assertEquals("[61 62]", DISPLAY.text(bytes, DataType.BINARY));
        assertEquals("ab", CAST.text(bytes, DataType.BINARY));
        assertEquals("NULL", DISPLAY.text(null, DataType.INT));
        assertEquals("[1, null]", CAST.text(Arrays.asList(1, null), DataType.array(DataType.INT)));
    }
}
