package dev.millrace.testkit.suite;

import dev.millrace.error.EngineException;
import dev.millrace.testkit.suite.HiveText.BinaryStyle;
import dev.millrace.testkit.suite.SuiteSession.StatementFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs single statements of a suite and compares their answers, in one session. */
final class CaseRun {

    private static final String BINARY_STYLE = "spark.sql.binaryOutputStyle";

    private final SuiteSession session;
    private BinaryStyle binary = BinaryStyle.UTF8;

    CaseRun(SuiteSession session) {
        this.session = session;
    }

    Outcome run(SuiteCase.OfStatement one) {
        try {
            applySettings(one.sets());
        } catch (StatementFailure e) {
            return Outcome.unexpected(e);
        }
        Answer answer;
        try {
            answer = session.run(one.sql());
        } catch (StatementFailure e) {
            return one.kind() == SuiteCase.Kind.ERROR ? failed(e, one.errorClass()) : Outcome.unexpected(e);
        }
        return switch (one.kind()) {
            case ERROR -> new Outcome.Failed("NO_ERROR", "expected " + one.errorClass() + " but was " + answer.hiveLines(binary));
            case COMMAND -> Outcome.PASSED;
            case ROWS, SCHEMA, OTHER -> compare(one.output(), answer);
        };
    }

    private void applySettings(List<String> sets) throws StatementFailure {
        binary = BinaryStyle.UTF8;
        for (String setting : sets) {
            String[] parts = setting.split("=", 2);
            if (parts[0].equals(BINARY_STYLE)) {
                binary = BinaryStyle.of(parts[1]);
            } else {
                session.set(parts[0], parts[1]);
            }
        }
    }

    private static Outcome failed(StatementFailure failure, String errorClass) {
        if (!Outcome.isUserError(failure)) {
            return Outcome.unexpected(failure);
        }
        EngineException error = failure.error();
        return new Outcome.Passed(error != null && errorClass.split("\\.", 2)[0].equals(error.condition().name()));
    }

    private Outcome compare(String output, Answer answer) {
        boolean ordered = answer.ordered();
        String expected = normal(List.of(output.split("\n", -1)), ordered);
        String actual = normal(answer.hiveLines(binary), ordered);
        return expected.equals(actual) ? Outcome.PASSED : Outcome.different(expected, actual);
    }

    /** Lines in one order, without the numbers that tell columns of one name apart in Spark's plans. */
    private static String normal(List<String> rows, boolean ordered) {
        List<String> lines = new ArrayList<>();
        for (String row : rows) {
            lines.addAll(List.of(row.replaceAll("#\\d+", "").split("\n", -1)));
        }
        if (!ordered) {
            Collections.sort(lines);
        }
        return String.join("\n", lines).strip();
    }
}
