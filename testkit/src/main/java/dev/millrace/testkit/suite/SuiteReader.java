package dev.millrace.testkit.suite;

import dev.millrace.testkit.suite.SuiteCase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cases of a file of JSON lines, in three forms that the fields tell apart: a statement with {@code output} and {@code error_class}, a
 * documentation example with {@code group} and {@code result}, a scenario with {@code steps}.
 */
record SuiteReader(Path path, List<SuiteCase> cases) {

    static SuiteReader read(Path path) throws IOException {
        List<SuiteCase> cases = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(path)) {
            number++;
            if (!line.isBlank()) {
                cases.add(suiteCase(JsonLine.parse(line), number));
            }
        }
        return new SuiteReader(path, cases);
    }

    /** The cases by their files, in order. */
    Map<String, List<SuiteCase>> files() {
        Map<String, List<SuiteCase>> files = new LinkedHashMap<>();
        cases.forEach(one -> files.computeIfAbsent(one.file(), _ -> new ArrayList<>()).add(one));
        return files;
    }

    /** Time zone of the sessions: scenarios were recorded in UTC, everything else in Los Angeles. */
    String timeZone() {
        return cases.stream().anyMatch(SuiteCase.OfScenario.class::isInstance) ? "UTC" : "America/Los_Angeles";
    }

    private static SuiteCase suiteCase(JsonLine line, int number) {
        if (line.has("steps")) {
            List<SuiteCase.Step> steps = new ArrayList<>();
            for (JsonLine step : line.objects("steps")) {
                Optional<String> statement = step.text("doc").isEmpty() ? Optional.empty() : Optional.of(step.text("doc"));
                steps.add(new SuiteCase.Step(step.text("text"), statement, step.table("table")));
            }
            return new SuiteCase.OfScenario(line.text("file"), number + " " + line.text("scenario"), Kind.of(line.text("kind")), steps);
        }
        if (line.has("group")) {
            return new SuiteCase.OfStatement(line.text("group"), Integer.toString(number), Kind.ROWS, List.of(), line.text("sql"),
                    String.join("\n", line.texts("result")), "");
        }
        return new SuiteCase.OfStatement(line.text("file"), line.text("idx"), Kind.of(line.text("kind")), line.texts("sets"),
                line.text("sql"), line.text("output"), line.text("error_class"));
    }
}
