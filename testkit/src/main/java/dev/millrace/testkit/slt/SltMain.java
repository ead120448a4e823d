package dev.millrace.testkit.slt;

import dev.millrace.api.Session;
import dev.millrace.testkit.suite.SuiteSession;
import dev.millrace.testkit.suite.SuiteSession.StatementFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what queries give behind their {@code ----} where nothing stands there yet: {@code SltMain FILE.slt…}. For the author of a file,
 * who then checks each answer by another engine or by thought.
 */
public final class SltMain {

    private SltMain() {}

    public static void main(String[] arguments) throws IOException {
        for (String argument : arguments) {
            SltFile file = SltFile.read(Path.of(argument));
            try (Session session = Session.builder().master("local[2]").config("session.timezone", "UTC").create()) {
                complete(file, new SltRun(new SuiteSession(session)), new SuiteSession(session));
            }
        }
    }

    private static void complete(SltFile file, SltRun run, SuiteSession session) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file.path()));
        int added = 0;
        for (SltRecord each : file.records()) {
            List<String> rows = List.of();
            try {
                switch (each) {
                    case SltRecord.Statement statement -> session.run(statement.sql());
                    case SltRecord.Query query -> rows = query.expected().isEmpty() ? run.rows(query) : List.of();
                }
            } catch (StatementFailure e) {
                System.err.println(file.path() + ":" + each.line() + ": " + e.getMessage());
            }
            int separator = each.line() + added;
            while (separator < lines.size() && !lines.get(separator).equals("----")) {
                separator++;
            }
            lines.addAll(Math.min(separator + 1, lines.size()), rows);
            added += rows.size();
        }
        Files.write(file.path(), lines);
    }
}
