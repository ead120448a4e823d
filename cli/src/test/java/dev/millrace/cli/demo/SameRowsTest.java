package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.api.Row;
import dev.millrace.error.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameRowsTest {

    @Test
    void lastDigitsOfADoubleMayDiffer() {
        assertDoesNotThrow(
                () -> SameRows.check(List.of(Row.of(0.1 + 0.2, Double.NaN, null, "x")), List.of(Row.of(0.3, Double.NaN, null, "x"))));
    }

    @Test
    void everythingElseMustBeEqual() {
        assertThrows(EngineException.class, () -> SameRows.check(List.of(Row.of(1.0)), List.of(Row.of(1.0001))));
        assertThrows(EngineException.class, () -> SameRows.check(List.of(Row.of(1, 2)), List.of(Row.of(1))));
        assertThrows(EngineException.class, () -> SameRows.check(List.of(Row.of("a")), List.of(Row.of("b"))));
        assertThrows(EngineException.class, () -> SameRows.check(List.of(Row.of(0.0)), List.of(Row.of((Object) null))));
        assertThrows(EngineException.class, () -> SameRows.check(List.of(), List.of(Row.of(1))));
    }
}
