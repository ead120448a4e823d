package dev.millrace.testkit.suite;

import dev.millrace.api.Session;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs suites: {@code dev/suite [--file NAME] [--causes] FILE.jsonl…}. {@code --file} takes only cases whose original file has NAME in its
 * name; {@code --causes} groups the failures. Exit code 0 when everything passed, 1 otherwise.
 *
 * <p>Tables that statements expect lie in the folder {@code tables} beside the suite, see {@link SparkTables}.
 */
public final class SuiteMain {

    private final SuiteReport report;
    private final String wanted;
    private final Path scratch;

    private SuiteMain(SuiteReport report, String wanted, Path scratch) {
        this.report = report;
        this.wanted = wanted;
        this.scratch = scratch;
    }

    public static void main(String[] arguments) throws IOException {
        List<Path> suites = new ArrayList<>();
        String wanted = "";
        boolean causes = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--file" -> wanted = arguments[++i];
                case "--causes" -> causes = true;
                default -> suites.add(Path.of(arguments[i]));
            }
        }
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        SuiteReport report = new SuiteReport(out);
        Path scratch = Files.createTempDirectory("millrace-suite");
        try {
            SuiteMain main = new SuiteMain(report, wanted, scratch);
            for (Path suite : suites) {
                main.run(SuiteReader.read(suite));
            }
        } finally {
            delete(scratch);
        }
        if (causes) {
            report.printCauses();
        }
        report.printScores();
        // A statement that could not be cancelled must not keep the process.
        Runtime.getRuntime().halt(report.allPassed() ? 0 : 1);
    }

    private void run(SuiteReader suite) throws IOException {
        SparkTables tables = new SparkTables(suite.path().toAbsolutePath().resolveSibling("tables"));
        for (Map.Entry<String, List<SuiteCase>> file : suite.files().entrySet()) {
            if (file.getKey().contains(wanted)) {
                run(file.getValue(), suite.timeZone(), tables);
            }
        }
    }

    private void run(List<SuiteCase> cases, String zone, SparkTables tables) throws IOException {
        try (SuiteSession session = session(zone)) {
            tables.create(session.session());
            CaseRun statements = new CaseRun(session);
            for (SuiteCase one : cases) {
                report.add(one, switch (one) {
                    case SuiteCase.OfStatement statement -> statements.run(statement);
                    case SuiteCase.OfScenario scenario -> run(scenario, zone);
                });
            }
        }
    }

    private Outcome run(SuiteCase.OfScenario scenario, String zone) throws IOException {
        try (SuiteSession session = session(zone)) {
            return new ScenarioRun(session, scenario, Files.createTempDirectory(scratch, "scenario")).run();
        }
    }

    /** A session with tables of its own. */
    private SuiteSession session(String zone) throws IOException {
        return new SuiteSession(Session.builder().master("local[2]").config("session.timezone", zone)
                .config("spill.directory", scratch.toString())
                .config("catalog.warehouse", Files.createTempDirectory(scratch, "warehouse").toString()).create());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
