package dev.millrace.testkit.suite;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what passed and prints what failed: a line for each case, then one for each file, and the sum. */
final class SuiteReport {

    private static final int MAX_DETAIL = 400;

    private final PrintStream out;
    private final Map<String, int[]> files = new LinkedHashMap<>();
    private final Map<String, Cause> causes = new TreeMap<>();
    private int errorsExpected;
    private int errorsAsNamed;

    private static final class Cause {
        private final String example;
        private int count;

        Cause(String example) {
            this.example = example;
        }
    }

    SuiteReport(PrintStream out) {
        this.out = out;
    }

    void add(SuiteCase one, Outcome outcome) {
        int[] score = files.computeIfAbsent(one.file(), _ -> new int[2]);
        score[1]++;
        switch (outcome) {
            case Outcome.Passed(var asNamed) -> {
                score[0]++;
                if (one.kind() == SuiteCase.Kind.ERROR) {
                    errorsExpected++;
                    errorsAsNamed += asNamed ? 1 : 0;
                }
            }
            case Outcome.Failed(var cause, var detail) -> {
                String line = "FAILED " + one.file() + " " + one.name() + ": " + cause + ": " + oneLine(detail);
                out.println(line);
                causes.computeIfAbsent(cause, _ -> new Cause(statement(one))).count++;
            }
        }
    }

    /** Causes of failure, most frequent first, each with one statement that shows it. */
    void printCauses() {
        causes.entrySet().stream().sorted((one, other) -> Integer.compare(other.getValue().count, one.getValue().count))
                .forEach(cause -> out.println("cause " + cause.getValue().count + " " + oneLine(cause.getKey()) + "    e.g. "
                        + oneLine(cause.getValue().example)));
    }

    /** Scores and, last, the sum. */
    void printScores() {
        int passed = 0;
        int failed = 0;
        for (Map.Entry<String, int[]> file : files.entrySet()) {
            int[] score = file.getValue();
            out.println("score " + file.getKey() + " " + score[0] + "/" + score[1]);
            passed += score[0];
            failed += score[1] - score[0];
        }
        if (errorsExpected > 0) {
            out.println("of " + errorsExpected + " expected errors " + errorsAsNamed + " have the expected condition");
        }
        out.println(passed + " passed, " + failed + " failed, 0 skipped");
    }

    boolean allPassed() {
        return causes.isEmpty();
    }

    private static String statement(SuiteCase one) {
        return switch (one) {
            case SuiteCase.OfStatement statement -> statement.sql();
            case SuiteCase.OfScenario scenario -> scenario.steps().stream().flatMap(step -> step.statement().stream()).findFirst()
                    .orElse(scenario.name());
        };
    }

    private static String oneLine(String text) {
        String line = text.strip().replace("\n", "⏎").replace("\r", "");
        return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL) + "…";
    }
}
