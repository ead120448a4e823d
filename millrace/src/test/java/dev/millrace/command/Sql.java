package dev.millrace.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.nio.file.Path;
import java.util.List;

/** A session over a warehouse of its own, and statements with what they answer. */
final class Sql implements AutoCloseable {

    private final Session session;

    Sql(Path warehouse) {
        this.session = Session.builder().master("local[2]").config("session.timezone", "UTC")
                .config("catalog.warehouse", warehouse.toString()).create();
    }

    Session session() {
        return session;
    }

    /** Runs statements, one after the other. */
    Sql run(String... statements) {
        for (String statement : statements) {
            session.sql(statement).collect();
        }
        return this;
    }

    /** The rows as text, columns separated by {@code |}. */
    List<String> rows(String query) {
        return session.sql(query).collect().stream().map(Sql::text).toList();
    }

    /** Expects rows in any order. */
    Sql expect(String query, String... rows) {
        assertEquals(List.of(rows).stream().sorted().toList(), rows(query).stream().sorted().toList(), query);
        return this;
    }

    Sql fails(ErrorCondition condition, String statement) {
        EngineException failure = assertThrows(EngineException.class, () -> session.sql(statement).collect(), statement);
        assertEquals(condition, failure.condition(), failure.getMessage());
        return this;
    }

    private static String text(Row row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "" : "|").append(row.get(i));
        }
        return text.toString();
    }

    @Override
    public void close() {
        session.close();
    }
}
