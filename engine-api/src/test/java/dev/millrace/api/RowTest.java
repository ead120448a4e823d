package dev.millrace.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.Schema;
import dev.millrace.types.TypeParser;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {

    private static final Schema PEOPLE = TypeParser.schema("id INT, name STRING, height DOUBLE");

    @Test
    void givesValuesByPositionAndName() {
        Row row = Row.of(PEOPLE, Arrays.asList(1, "ada", null));
        assertEquals(3, row.size());
        assertEquals("ada", row.get(1));
        assertEquals("ada", row.getString("NAME"));
        assertEquals(1, row.getInt("id"));
        assertEquals(1L, row.getLong(0));
        assertEquals(1.0, row.getDouble(0));
        assertEquals(2, row.fieldIndex("height"));
        String name = row.getAs("name");
        assertEquals("ada", name);
        assertTrue(row.isNullAt(2) && row.anyNull());
        assertFalse(row.isNullAt("id"));
        assertNull(row.get("height"));
        assertEquals(PEOPLE, row.schema());
    }

    @Test
    void givesEveryType() {
        Instant instant = Instant.parse("2020-04-01T00:00:00Z");
        LocalDateTime local = LocalDateTime.parse("2020-04-01T10:00:00");
        byte[] bytes = {1, 2};
        Row row = Row.of(true, (byte) 1, (short) 2, 3, 4L, 1.5f, 2.5, new BigDecimal("1.20"), LocalDate.EPOCH, instant, local, bytes,
                List.of(1, 2),
                Map.of("a", 1), Row.of(7));
        assertTrue(row.getBoolean(0));
        assertEquals(1, row.getByte(1));
        assertEquals(2, row.getShort(2));
        assertEquals(1, row.getShort(1));
        assertEquals(3, row.getInt(3));
        assertEquals(4, row.getLong(4));
        assertEquals(1.5f, row.getFloat(5));
        assertEquals(1.5, row.getDouble(5));
        assertEquals(2.5, row.getDouble(6));
        assertEquals(new BigDecimal("1.20"), row.getDecimal(7));
        assertEquals(LocalDate.EPOCH, row.getDate(8));
        assertEquals(instant, row.getTimestamp(9));
        assertEquals(local, row.getLocalDateTime(10));
        assertArrayEquals(bytes, row.getBinary(11));
        assertEquals(List.of(1, 2), row.getList(12));
        assertEquals(Map.of("a", 1), row.getMap(13));
        assertEquals(7, row.getStruct(14).getInt(0));
    }

    @Test
    void refusesWhatIsNotThere() {
        Row row = Row.of(PEOPLE, Arrays.asList(null, "ada", 1.5));
        assertEquals(ErrorCondition.ROW_VALUE_IS_NULL, assertThrows(EngineException.class, () -> row.getInt(0)).condition());
        assertEquals(ErrorCondition.ROW_VALUE_IS_NULL, assertThrows(EngineException.class, () -> row.getDouble("id")).condition());
        assertEquals(ErrorCondition.FIELD_NOT_FOUND, assertThrows(EngineException.class, () -> row.get("age")).condition());
        EngineException wrong = assertThrows(EngineException.class, () -> row.getLong("name"));
        assertEquals(ErrorCondition.INVALID_PARAMETER_VALUE, wrong.condition());
        assertTrue(wrong.getMessage().contains("column name, which holds a String"), wrong.getMessage());
        assertThrows(EngineException.class, () -> row.getString(2));
        assertThrows(IndexOutOfBoundsException.class, () -> row.get(3));
        assertThrows(EngineException.class, () -> Row.of(PEOPLE, List.of(1)));
        assertNull(row.getList(0));
    }

    @Test
    void isEqualByValues() {
        assertEquals(Row.of(1, new byte[] {1}, null), Row.of(1, new byte[] {1}, null));
        assertEquals(Row.of(1, new byte[] {1}).hashCode(), Row.of(1, new byte[] {1}).hashCode());
        assertEquals(Row.of(1, "ada", 1.5), Row.of(PEOPLE, List.of(1, "ada", 1.5)));
        assertNotEquals(Row.of(1, 2), Row.of(1, 3));
        assertNotEquals(Row.of(1), Row.of(1L));
    }

    @Test
    void cannotBeChanged() {
        Object[] values = {1, 2};
        Row row = Row.of(values);
        values[0] = 9;
        assertEquals(Row.of(1, 2), row);
        assertThrows(UnsupportedOperationException.class, () -> row.toList().set(0, 9));
    }

    @Test
    void takesNullForAValue() {
        assertEquals("[NULL,NULL]", Row.of(null, null).toString());
        assertEquals("[NULL,[1]]", Row.of(null, List.of(1)).toString());
        assertThrows(EngineException.class, () -> Row.of(PEOPLE, null));
        assertEquals(0, Row.of(Schema.EMPTY, List.of()).size());
    }

    @Test
    void printsItself() {
        assertEquals("[1,a,NULL]", Row.of(1, "a", null).toString());
        assertEquals("[[01 FF],[7],[1, 2]]", Row.of(new byte[] {1, -1}, Row.of(7), List.of(1, 2)).toString());
    }
}
