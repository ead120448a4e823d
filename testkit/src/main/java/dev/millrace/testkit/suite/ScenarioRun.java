package dev.millrace.testkit.suite;

import dev.millrace.testkit.suite.SuiteCase.Kind;
import dev.millrace.testkit.suite.SuiteCase.OfScenario;
import dev.millrace.testkit.suite.SuiteCase.Step;
import dev.millrace.testkit.suite.SuiteSession.StatementFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the steps of a scenario in a session of its own: settings, statements, a query, and what is expected of it. */
final class ScenarioRun {

    private static final Pattern CONFIG = Pattern.compile("config (\\S+) = (.*)");
    private static final Pattern LOCATION = Pattern.compile("variable (\\w+) for temporary directory (\\w+)");
    private static final Pattern STATEMENT = Pattern.compile("(?:final )?statement(?: template)?(?: with error (.*))?");
    private static final Pattern QUERY_ERROR = Pattern.compile("query error (.*)");
    private static final Pattern DATA_FILES = Pattern.compile("data files in (\\w+) count is (at least )?(\\d+)");
    private static final Pattern FOLDERS = Pattern.compile("subdirectories in (\\w+) count is (\\d+)");
    private static final Pattern FIRST_LINE = Pattern.compile("CSV files in (\\w+) first line is (.*)");

    private final SuiteSession session;
    private final OfScenario scenario;
    private final Path folder;
    private final Map<String, Path> locations = new HashMap<>();
    private final List<String> finalStatements = new ArrayList<>();
    private @Nullable String query;
    private @Nullable Answer answer;

    /** @param folder an empty folder for what the scenario writes */
    ScenarioRun(SuiteSession session, OfScenario scenario, Path folder) {
        this.session = session;
        this.scenario = scenario;
        this.folder = folder;
    }

    Outcome run() {
        Outcome outcome = Outcome.PASSED;
        try {
            for (Step step : scenario.steps()) {
                Outcome next = step(step);
                if (next instanceof Outcome.Failed) {
                    return next;
                }
                outcome = next.equals(Outcome.PASSED) ? outcome : next;
            }
            return outcome;
        } catch (StatementFailure e) {
            return Outcome.unexpected(e);
        } finally {
            cleanUp();
        }
    }

    private Outcome step(Step step) throws StatementFailure {
        String text = step.text();
        Matcher matcher = CONFIG.matcher(text);
        if (matcher.matches()) {
            session.set(matcher.group(1), matcher.group(2));
            return Outcome.PASSED;
        }
        matcher = LOCATION.matcher(text);
        if (matcher.matches()) {
            locations.put(matcher.group(1), folder.resolve(matcher.group(2)));
            return Outcome.PASSED;
        }
        matcher = STATEMENT.matcher(text);
        if (matcher.matches() && step.statement().isPresent()) {
            return statement(text, filled(step.statement().get()), Optional.ofNullable(matcher.group(1)));
        }
        matcher = QUERY_ERROR.matcher(text);
        if (matcher.matches()) {
            return error(matcher.group(1));
        }
        return switch (text) {
            case "query", "query template" -> {
                query = filled(step.statement().orElse(""));
                answer = null;
                yield Outcome.PASSED;
            }
            case "query result" -> rows(step.table(), false);
            case "query result ordered" -> rows(step.table(), true);
            case "query schema" -> schema(step.statement().orElse(""));
            default -> files(text);
        };
    }

    private Outcome statement(String text, String sql, Optional<String> error) throws StatementFailure {
        if (text.startsWith("final")) {
            finalStatements.add(sql);
            return Outcome.PASSED;
        }
        if (error.isEmpty()) {
            session.run(sql);
            return Outcome.PASSED;
        }
        query = sql;
        return error(error.get());
    }

    private Outcome error(String pattern) {
        try {
            return new Outcome.Failed("NO_ERROR", "expected an error like " + pattern + " but was " + answer().cells());
        } catch (StatementFailure e) {
            return Outcome.isUserError(e) ? new Outcome.Passed(matches(pattern, e.getMessage())) : Outcome.unexpected(e);
        }
    }

    /** A pattern that is none of Java is taken as plain text. */
    private static boolean matches(String pattern, String message) {
        try {
            return Pattern.compile(pattern).matcher(message).find();
        } catch (PatternSyntaxException e) {
            return message.contains(pattern);
        }
    }

    private Outcome rows(List<List<String>> table, boolean ordered) throws StatementFailure {
        Answer rows = answer();
        List<List<String>> expected = new ArrayList<>();
        table.forEach(row -> expected.add(joined(row, table.getFirst().size())));
        List<List<String>> actual = new ArrayList<>(List.of(stripped(rows.schema().names())));
        rows.cells().forEach(row -> actual.add(stripped(row)));
        if (!ordered) {
            expected.subList(1, expected.size()).sort(Comparator.comparing(List::toString));
            actual.subList(1, actual.size()).sort(Comparator.comparing(List::toString));
        }
        return expected.equals(actual) ? Outcome.PASSED : Outcome.different(expected.toString(), actual.toString());
    }

    private Outcome schema(String tree) throws StatementFailure {
        Answer rows = answer();
        String actual = rows.schema().treeString().strip();
        boolean same = scenario.kind() != Kind.SCHEMA || actual.equals(tree.strip());
        return same ? Outcome.PASSED : new Outcome.Failed("WRONG_SCHEMA", "expected " + tree.strip() + " but was " + actual);
    }

    private Outcome files(String text) {
        Matcher matcher = DATA_FILES.matcher(text);
        if (matcher.matches()) {
            long count = filesUnder(matcher.group(1)).stream().filter(ScenarioRun::isData).count();
            long wanted = Long.parseLong(matcher.group(3));
            boolean right = matcher.group(2) == null ? count == wanted : count >= wanted;
            return right ? Outcome.PASSED : Outcome.different(text, count + " files");
        }
        matcher = FOLDERS.matcher(text);
        if (matcher.matches()) {
            Path root = locations.getOrDefault(matcher.group(1), folder);
            long count = filesUnder(matcher.group(1)).stream().filter(path -> Files.isDirectory(path) && !path.equals(root)).count();
            return count == Long.parseLong(matcher.group(2)) ? Outcome.PASSED : Outcome.different(text, count + " folders");
        }
        matcher = FIRST_LINE.matcher(text);
        if (matcher.matches()) {
            Optional<Path> first = filesUnder(matcher.group(1)).stream().filter(ScenarioRun::isData).findFirst();
            String line = first.map(ScenarioRun::firstLine).orElse("no file");
            return line.equals(matcher.group(2)) ? Outcome.PASSED : Outcome.different(matcher.group(2), line);
        }
        return Outcome.unknownStep(text);
    }

    private Answer answer() throws StatementFailure {
        Answer known = answer;
        if (known == null) {
            known = session.run(query == null ? "" : query);
            answer = known;
        }
        return known;
    }

    private void cleanUp() {
        for (String statement : finalStatements) {
            try {
                session.run(statement);
            } catch (StatementFailure e) {
                System.err.println(scenario.name() + ": " + statement + " failed: " + e.getMessage());
            }
        }
    }

    /** A cell with a bar in it arrives in two pieces, the first of which ends with a backslash. */
    private static List<String> joined(List<String> row, int columns) {
        List<String> cells = new ArrayList<>(stripped(row));
        for (int i = 0; i + 1 < cells.size() && cells.size() > columns; i++) {
            if (cells.get(i).endsWith("\\")) {
                String piece = cells.get(i).substring(0, cells.get(i).length() - 1);
                cells.set(i, piece + "|" + cells.remove(i + 1));
            }
        }
        return cells;
    }

    private static List<String> stripped(List<String> cells) {
        return cells.stream().map(String::strip).toList();
    }

    private String filled(String template) {
        String text = template;
        for (Map.Entry<String, Path> location : locations.entrySet()) {
            text = text.replace("{{ " + location.getKey() + ".sql }}", "'" + location.getValue() + "'");
        }
        return text;
    }

    private List<Path> filesUnder(String location) {
        Path root = locations.getOrDefault(location, folder);
        try (Stream<Path> files = Files.walk(root)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isData(Path path) {
        String name = path.getFileName().toString();
        return Files.isRegularFile(path) && !name.startsWith("_") && !name.startsWith(".");
    }

    private static String firstLine(Path path) {
        try (Stream<String> lines = Files.lines(path)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
