package dev.millrace.testkit.slt;

import dev.millrace.testkit.suite.Answer;
import dev.millrace.testkit.suite.HiveText.BinaryStyle;
import dev.millrace.testkit.suite.SuiteSession;
import dev.millrace.testkit.suite.SuiteSession.StatementFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs the records of a file in one session. */
public final class SltRun {

    private static final double TOLERANCE = 1e-9;

    private final SuiteSession session;

    public SltRun(SuiteSession session) {
        this.session = session;
    }

    /** What went otherwise than written, each with file and line; empty when all is well. */
    public List<String> failures(SltFile file) {
        List<String> failures = new ArrayList<>();
        for (SltRecord each : file.records()) {
            String failure = switch (each) {
                case SltRecord.Statement statement -> failure(statement);
                case SltRecord.Query query -> failure(query);
            };
            if (!failure.isEmpty()) {
                failures.add(file.path().getFileName() + ":" + each.line() + ": " + failure + "\n" + each.sql());
            }
        }
        return failures;
    }

    /** The rows of a query as they are to be written behind {@code ----}. */
    public List<String> rows(SltRecord.Query query) throws StatementFailure {
        List<String> rows = new ArrayList<>();
        for (String row : session.run(query.sql()).hiveLines(BinaryStyle.HEX)) {
            List<String> values = new ArrayList<>();
            for (String value : row.split("\t", -1)) {
                values.add(value.isEmpty() ? "(empty)" : value);
            }
            rows.add(String.join("\t", values));
        }
        return ordered(rows, query.order());
    }

    private String failure(SltRecord.Statement statement) {
        try {
            Answer answer = session.run(statement.sql());
            return statement.error().map(error -> "expected " + error + " but was " + answer.hiveLines(BinaryStyle.HEX)).orElse("");
        } catch (StatementFailure e) {
            boolean expected = statement.error().isPresent() && e.error() != null && e.getMessage().contains(statement.error().get());
            return expected ? "" : "expected " + statement.error().orElse("no error") + " but was " + e.getCause();
        }
    }

    private String failure(SltRecord.Query query) {
        List<String> rows;
        try {
            rows = rows(query);
        } catch (StatementFailure e) {
            return "failed with " + e.getCause();
        }
        List<String> expected = ordered(query.expected(), query.order());
        boolean same = rows.size() == expected.size();
        for (int i = 0; same && i < rows.size(); i++) {
            same = sameRow(rows.get(i), expected.get(i), query.types());
        }
        return same ? "" : "expected\n" + String.join("\n", expected) + "\nbut was\n" + String.join("\n", rows);
    }

    private static boolean sameRow(String row, String expected, String types) {
        String[] values = row.split("\t", -1);
        String[] wanted = expected.split("\t", -1);
        boolean same = values.length == wanted.length && values.length == types.length();
        for (int i = 0; same && i < values.length; i++) {
            same = values[i].equals(wanted[i]) || types.charAt(i) == 'R' && sameNumber(values[i], wanted[i]);
        }
        return same;
    }

    private static boolean sameNumber(String value, String wanted) {
        try {
            double one = Double.parseDouble(value);
            double other = Double.parseDouble(wanted);
            return Double.compare(one, other) == 0 || Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static List<String> ordered(List<String> rows, SltRecord.Order order) {
        List<String> sorted = new ArrayList<>(rows);
        switch (order) {
            case NOSORT -> {}
            case ROWSORT -> Collections.sort(sorted);
            case VALUESORT -> {
                sorted = new ArrayList<>(List.of(String.join("\t", rows).split("\t", -1)));
                Collections.sort(sorted);
            }
        }
        return sorted;
    }
}
