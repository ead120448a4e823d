package dev.millrace.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import org.junit.jupiter.api.Test;

/** Here no engine is on the class path. */
class SessionWithoutEngineTest {

    @Test
    void namesTheDependencyThatIsMissing() {
        EngineException error = assertThrows(EngineException.class, () -> Session.builder().master("local[2]").getOrCreate());
        assertEquals(ErrorCondition.MASTER_NOT_AVAILABLE, error.condition());
        assertTrue(error.getMessage().contains("dev.millrace:millrace"), error.getMessage());
        assertTrue(error.getMessage().contains("local[2]"), error.getMessage());
    }

    @Test
    void savesInFourModes() {
        assertEquals(SaveMode.Overwrite, SaveMode.of("OVERWRITE"));
        assertEquals(SaveMode.ErrorIfExists, SaveMode.of("error"));
        assertEquals(SaveMode.Append, SaveMode.of("append"));
        assertEquals(SaveMode.Ignore, SaveMode.of("ignore"));
        assertEquals(ErrorCondition.INVALID_PARAMETER_VALUE, assertThrows(EngineException.class, () -> SaveMode.of("merge")).condition());
    }
}
