package dev.millrace.api;

import static dev.millrace.api.LocalSession.assertRows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Set operations that count how often a row is there. */
class SetOperationTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    @Test
    void countsRepeatedRows() {
        DataFrame a = LOCAL.frame("x INT", Row.of(1), Row.of(1), Row.of(2), Row.of((Object) null), Row.of((Object) null));
        DataFrame b = LOCAL.frame("y BIGINT", Row.of(1L), Row.of((Object) null), Row.of(3L));
        assertRows(a.intersectAll(a), Row.of(1), Row.of(1), Row.of(2), Row.of((Object) null), Row.of((Object) null));
        assertRows(a.intersectAll(b), Row.of(1L), Row.of((Object) null));
        assertRows(a.exceptAll(b), Row.of(1L), Row.of(2L), Row.of((Object) null));
    }
}
