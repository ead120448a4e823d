package dev.millrace.api;

import static dev.millrace.api.LocalSession.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.error.ErrorCondition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Statistics as tables of text. */
class SummaryTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    @Test
    void describes() {
        DataFrame numbers = LOCAL.frame("i INT, s STRING, b BOOLEAN", Row.of(1, "10", true), Row.of(2, "x", null), Row.of(3, null, false));
        DataFrame described = numbers.describe();
        assertArrayEquals(new String[] {"summary", "i", "s"}, described.columns());
        assertEquals(
                List.of(Row.of("count", "3", "2"), Row.of("mean", "2.0", "10.0"), Row.of("stddev", "1.0", null), Row.of("min", "1", "10"),
                        Row.of("max", "3", "x")),
                described.collect());
        assertEquals(List.of(Row.of("count", "3"), Row.of("50%", "2"), Row.of("count_distinct", "3")),
                numbers.select("i").summary("count", "50%", "count_distinct").collect());
        assertEquals(8, numbers.summary().count());
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> numbers.summary("average"));
        assertFails(ErrorCondition.INVALID_PARAMETER_VALUE, () -> numbers.summary("200%"));
    }
}
