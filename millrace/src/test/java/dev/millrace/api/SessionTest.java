package dev.millrace.api;

import static dev.millrace.api.LocalSession.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.ErrorCondition;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTest {

    @Test
    void isSharedWhileOpen() {
        Session first = Session.builder().master("local[1]").getOrCreate();
        try {
            assertSame(first, Session.builder().config("batch.rows", 100).getOrCreate());
            assertEquals("100", first.conf().get("batch.rows"));
            try (Session other = Session.builder().master("local").create()) {
                assertNotSame(first, other);
                assertSame(first, Session.builder().getOrCreate());
            }
        } finally {
            first.close();
        }
        try (Session next = Session.builder().master("local[1]").getOrCreate()) {
            assertNotSame(first, next);
            assertTrue(first.isClosed());
            assertFalse(next.isClosed());
        }
    }

    @Test
    void refusesUseOnceClosed() {
        Session session = Session.builder().master("local[1]").create();
        DataFrame frame = session.range(3);
        DataFrameReader reader = session.read();
        session.stop();
        session.close();
        assertFails(ErrorCondition.SESSION_CLOSED, frame::collect);
        assertFails(ErrorCondition.SESSION_CLOSED, frame::distinct);
        assertFails(ErrorCondition.SESSION_CLOSED, frame::show);
        assertFails(ErrorCondition.SESSION_CLOSED, session::conf);
        assertFails(ErrorCondition.SESSION_CLOSED, () -> session.range(1));
        assertFails(ErrorCondition.SESSION_CLOSED, () -> reader.parquet("x"));
    }

    @Test
    void hasSettings() {
        try (Session session = Session.builder().master("local[1]").appName("settings").config("shuffle.partitions", 3)
                .config(Map.of("session.timezone", "Europe/Berlin")).create()) {
            assertEquals("3", session.conf().get("shuffle.partitions"));
            assertEquals("8192", session.conf().get("batch.rows"));
            assertEquals("x", session.conf().get("batch.rows", "x"));
            assertEquals("Europe/Berlin", session.conf().getAll().get("session.timezone"));
            session.conf().set("session.timezone", "UTC");
            session.conf().set("batch.rows", 10);
            session.conf().set("debug.optimizer", false);
            assertEquals("UTC", session.conf().get("session.timezone"));
            assertFails(ErrorCondition.UNKNOWN_CONF_KEY, () -> session.conf().get("nonsense"));
            assertFails(ErrorCondition.UNKNOWN_CONF_KEY, () -> session.conf().set("nonsense", "1"));
            assertFails(ErrorCondition.INVALID_CONF_VALUE, () -> session.conf().set("batch.rows", "many"));
            assertEquals("[1970-01-01 00:00:00]", session.range(1).select(Functions.lit(Instant.EPOCH).cast("string")).head().toString());
        }
        assertFails(ErrorCondition.UNKNOWN_CONF_KEY, () -> Session.builder().master("local").config("nonsense", true).create());
        assertFails(ErrorCondition.MASTER_NOT_AVAILABLE, () -> Session.builder().master("mars").create());
    }

    @Test
    void saysItsVersion() {
        try (Session session = Session.builder().master("local[1]").create()) {
            assertFalse(session.version().isEmpty());
        }
    }
}
