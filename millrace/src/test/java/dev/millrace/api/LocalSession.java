package dev.millrace.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.Executable;

/** A session for the tests of one class, in UTC, on two threads. */
final class LocalSession implements BeforeAllCallback, AfterAllCallback {

    private Session session;

    @Override
    public void beforeAll(ExtensionContext context) {
        session = Session.builder().master("local[2]").config("session.timezone", "UTC").create();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        session.close();
    }

    Session get() {
        return session;
    }

    DataFrame frame(String schema, Row... rows) {
        return session.createDataFrame(List.of(rows), schema);
    }

    /** One row without columns of interest, to compute constants with. */
    Object evaluate(Column column) {
        return session.range(1).select(column).head().get(0);
    }

    /** In any order. */
    static void assertRows(DataFrame frame, Row... expected) {
        assertEquals(sorted(Arrays.asList(expected)), sorted(frame.collect()));
    }

    /** In this order. */
    static void assertOrdered(DataFrame frame, Row... expected) {
        assertEquals(Arrays.asList(expected), frame.collect());
    }

    static void assertFails(ErrorCondition condition, Executable code) {
        assertEquals(condition, Assertions.assertThrows(EngineException.class, code).condition());
    }

    private static List<Row> sorted(List<Row> rows) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Row::toString));
        return sorted;
    }
}
