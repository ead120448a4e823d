package dev.millrace.columnar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.api.Row;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(ShowSeed.class)
class ValuesTest {

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void everyValueComesBack(long seed) {
        RandomVectors random = new RandomVectors(seed);
        DataType type = random.type(3);
        Vector vector = random.vector(type, 40);
        for (int row = 0; row < vector.length(); row++) {
            Object value = Values.get(vector, row);
            Object java = Values.toJava(value, type);
            assertEquals(value == null, java == null);
            assertEquals(RandomVectors.comparable(value), RandomVectors.comparable(Values.fromJava(java, type)), () -> type + ": " + java);
        }
    }

    @Test
    void javaClassesAreTheOnesPromised() {
        assertEquals((byte) -3, Values.toJava(-3, DataType.TINYINT));
        assertEquals((short) -3, Values.toJava(-3, DataType.SMALLINT));
        assertEquals(1.5f, Values.toJava(1.5, DataType.FLOAT));
        assertEquals(new BigDecimal("-1.20"), Values.toJava(-120L, DataType.decimal(10, 2)));
        assertEquals(new BigDecimal("12345678901234567890.5"),
                Values.toJava(new BigInteger("123456789012345678905"), DataType.decimal(38, 1)));
        assertEquals(LocalDate.of(1969, 12, 31), Values.toJava(-1, DataType.DATE));
        assertEquals(Instant.parse("1969-12-31T23:59:59.999999Z"), Values.toJava(-1L, DataType.TIMESTAMP));
        assertEquals(LocalDateTime.parse("1970-01-01T00:00:01"), Values.toJava(1_000_000L, DataType.TIMESTAMP_NTZ));
        assertEquals(Period.of(-1, -1, 0), Values.toJava(-13, DataType.INTERVAL_YEAR_MONTH));
        assertEquals(Duration.ofSeconds(-1), Values.toJava(-1_000_000L, DataType.INTERVAL_DAY_TIME));
        assertEquals(Arrays.asList((byte) 1, null), Values.toJava(Arrays.asList(1, null), DataType.array(DataType.TINYINT)));
        assertEquals(Map.of(LocalDate.EPOCH, 1.5f), Values.toJava(Map.of(0, 1.5), DataType.map(DataType.DATE, DataType.FLOAT)));
        DataType struct = DataType.struct(Field.of("day", DataType.DATE), Field.of("none", DataType.INT));
        Row row = assertInstanceOf(Row.class, Values.toJava(Arrays.asList(0, null), struct));
        assertEquals(LocalDate.EPOCH, row.get("day"));
        assertNull(row.get("none"));
        assertNull(Values.toJava(null, struct));
    }

    @Test
    void takesRelatedClasses() {
        assertEquals(7L, Values.fromJava((byte) 7, DataType.BIGINT));
        assertEquals(7, Values.fromJava(7L, DataType.TINYINT));
        assertEquals(7L, Values.fromJava(BigInteger.valueOf(7), DataType.BIGINT));
        assertEquals(7.0, Values.fromJava(7, DataType.DOUBLE));
        assertEquals((double) 0.1f, Values.fromJava(0.1, DataType.FLOAT));
        assertEquals(700L, Values.fromJava(7, DataType.decimal(5, 2)));
        assertEquals(BigInteger.valueOf(700), Values.fromJava(BigInteger.valueOf(7), DataType.decimal(30, 2)));
        assertEquals("x", Values.fromJava('x', DataType.STRING));
        assertEquals(0L, Values.fromJava(Instant.EPOCH.atZone(ZoneId.of("Europe/Berlin")), DataType.TIMESTAMP));
        assertEquals(0L, Values.fromJava(Instant.EPOCH.atOffset(java.time.ZoneOffset.ofHours(3)), DataType.TIMESTAMP));
        assertEquals(List.of(1, 2), Values.fromJava(new Integer[] {1, 2}, DataType.array(DataType.INT)));
        DataType struct = DataType.struct(Field.of("a", DataType.INT), Field.of("b", DataType.STRING));
        assertEquals(List.of(1, "x"), Values.fromJava(Row.of(1, "x"), struct));
        assertEquals(List.of(1, "x"), Values.fromJava(List.of(1, "x"), struct));
        assertArrayEquals(new byte[] {1}, (byte[]) Values.fromJava(new byte[] {1}, DataType.BINARY));
    }

    @Test
    void roundsAndCuts() {
        assertEquals(13L, Values.fromJava(new BigDecimal("0.125"), DataType.decimal(5, 2)));
        assertEquals(-13L, Values.fromJava(new BigDecimal("-0.125"), DataType.decimal(5, 2)));
        assertEquals(0L, Values.fromJava(new BigDecimal("1e-1000000000"), DataType.decimal(5, 2)));
        assertEquals(0L, Values.fromJava(new BigDecimal("0e1000000000"), DataType.decimal(5, 2)));
        assertEquals(1L, Values.fromJava(new BigDecimal("0.005"), DataType.decimal(5, 2)));
        assertEquals(-1L, Values.fromJava(Instant.ofEpochSecond(0, -1), DataType.TIMESTAMP));
        assertEquals(Long.MIN_VALUE, Values.fromJava(Values.toJava(Long.MIN_VALUE, DataType.TIMESTAMP), DataType.TIMESTAMP));
    }

    @Test
    void refusesWhatDoesNotFit() {
        fails(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, 128, DataType.TINYINT);
        fails(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, 1L << 31, DataType.INT);
        fails(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, BigInteger.TWO.pow(63), DataType.BIGINT);
        fails(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, new BigDecimal("999.995"), DataType.decimal(5, 2));
        fails(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, new BigDecimal("1e1000000000"), DataType.decimal(5, 2));
        fails(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, LocalDate.of(9_999_999, 1, 1), DataType.DATE);
        fails(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, Instant.MAX, DataType.TIMESTAMP);
        fails(ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE, Duration.ofSeconds(Long.MAX_VALUE), DataType.INTERVAL_DAY_TIME);
    }

    @Test
    void refusesOtherClasses() {
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, "1", DataType.INT);
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, 1.0, DataType.BIGINT);
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, 1, DataType.STRING);
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, 1, DataType.BOOLEAN);
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, 1.5, DataType.decimal(5, 2));
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, LocalDateTime.MIN, DataType.TIMESTAMP);
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, Instant.EPOCH, DataType.TIMESTAMP_NTZ);
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, Period.ofDays(1), DataType.INTERVAL_YEAR_MONTH);
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, 1, DataType.NULL);
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, List.of(1), DataType.struct());
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, Row.of(1), DataType.array(DataType.INT));
        fails(ErrorCondition.INVALID_EXTERNAL_TYPE, List.of(1), DataType.map(DataType.INT, DataType.INT));
    }

    private static void fails(ErrorCondition condition, Object value, DataType type) {
        assertEquals(condition, assertThrows(EngineException.class, () -> Values.fromJava(value, type)).condition());
    }
}
