package dev.millrace.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.error.EngineException;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NumberPatternTest {

    @Test
    void readsWhatHasTheForm() {
        assertEquals(new BigDecimal("1234.50"), NumberPattern.of("$99,999.99").parse("$1,234.5"));
        assertEquals(new BigDecimal("-12454.8"), NumberPattern.of("99,999.9S").parse("12,454.8-"));
        assertEquals(new BigDecimal("-1234"), NumberPattern.of("999999PR").parse("<1234>"));
        assertEquals(new BigDecimal("42"), NumberPattern.of("999").parse(" 42"));
        assertEquals(DataType.decimal(7, 2), NumberPattern.of("$99,999.99").type());
    }

    @Test
    void refusesEverythingElse() {
        for (String text : new String[] {"", "  ", "abc", "1234", "$12", "1.5", "<12>", "1,2"}) {
            assertNull(NumberPattern.of("999").parse(text), text);
        }
        assertNull(NumberPattern.of("99,999").parse("12454"));
        assertNull(NumberPattern.of("999PR").parse("12>"));
        for (String format : new String[] {"", "PR999", "9,,9", ",9", "9.9.9", "abc"}) {
            assertThrows(EngineException.class, () -> NumberPattern.of(format), format);
        }
    }

    @Test
    void writesDigitsSignsAndBlanks() {
        assertEquals("12,454.8-", NumberPattern.of("99G999D9S").format(new BigDecimal("-12454.8")));
        assertEquals("  7.50", NumberPattern.of("999.99").format(new BigDecimal("7.5")));
        assertEquals("+007", NumberPattern.of("S099").format(new BigDecimal("7")));
        assertEquals(" <5>", NumberPattern.of("99PR").format(new BigDecimal("-5")));
        assertEquals("##", NumberPattern.of("99").format(new BigDecimal("100")));
    }
}
