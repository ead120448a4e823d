package dev.millrace.cli.shell;

import dev.millrace.api.Session;
import dev.millrace.cli.format.ResultFormat;
import dev.millrace.cli.sql.Script;
import dev.millrace.cli.sql.ShellCommand;
import dev.millrace.error.EngineException;
import dev.millrace.function.BuiltinFunctions;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.spi.SqlParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** What Tab offers: commands, tables, columns of the statement's tables, functions, keywords, and files inside quotes. */
final class SqlCompleter implements Completer {

    private final Session session;
    private final SqlParser sql;
    private final FunctionRegistry functions = BuiltinFunctions.registry();
    private final Map<String, List<String>> columns = new HashMap<>();

    SqlCompleter(Session session) {
        this.session = session;
        this.sql = session.engine().parser();
    }

    /** Tables may have other columns now. */
    void forget() {
        columns.clear();
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String before = line.line().substring(0, line.cursor());
        if (Script.isCommand(line.line())) {
            completeCommand(before.stripLeading(), candidates);
            return;
        }
        Optional<String> path = PathText.before(line.line(), line.cursor(), sql);
        if (path.isPresent()) {
            addFiles(path.get(), candidates);
            return;
        }
        String word = line.word();
        List<String> words = TypedTables.words(before.substring(0, before.length() - word.length()), sql);
        String last = words.isEmpty() ? "" : words.getLast();
        TypedTables tables = TypedTables.of(line.line(), sql);
        if (last.equals(".") && words.size() >= 2) {
            String table = tables.byName().get(words.get(words.size() - 2).toLowerCase(Locale.ROOT));
            add(candidates, table == null ? List.of() : columns(table), "columns");
        } else if (TypedTables.BEFORE_TABLE.contains(last.toUpperCase(Locale.ROOT))) {
            add(candidates, tables(), "tables");
        } else {
            addExpressions(word, tables, candidates);
        }
    }

    private void addExpressions(String word, TypedTables tables, List<Candidate> candidates) {
        Set<String> names = new LinkedHashSet<>();
        for (String table : new LinkedHashSet<>(tables.byName().values())) {
            names.addAll(columns(table));
        }
        add(candidates, names, "columns");
        add(candidates, tables.names(), "tables of the statement");
        if (word.isEmpty()) {
            return;
        }
        add(candidates, tables(), "tables");
        boolean upper = Character.isUpperCase(word.charAt(0));
        for (Map.Entry<String, FunctionDefinition> function : functions.definitions().entrySet()) {
            String name = upper ? function.getKey().toUpperCase(Locale.ROOT) : function.getKey();
            if (name.startsWith(word)) {
                candidates.add(new Candidate(name + "(", name, "functions", function.getValue().usage(), null, null, false));
            }
        }
        for (String keyword : sql.keywords()) {
            String name = upper ? keyword : keyword.toLowerCase(Locale.ROOT);
            if (name.startsWith(word)) {
                candidates.add(new Candidate(name, name, "keywords", null, null, null, true));
            }
        }
    }

    private void completeCommand(String before, List<Candidate> candidates) {
        int blank = before.indexOf(' ');
        if (blank < 0) {
            for (ShellCommand command : ShellCommand.all()) {
                for (String name : command.names()) {
                    candidates.add(new Candidate(name, name, "commands", command.description(), null, null, true));
                }
            }
            return;
        }
        String argument = before.substring(blank + 1).stripLeading();
        switch (ShellCommand.named(before.substring(0, blank)).map(ShellCommand::takes).orElse(ShellCommand.Argument.NOTHING)) {
            case TABLE -> add(candidates, tables(), "tables");
            case FILE -> addFiles(argument, candidates);
            case FORMAT -> add(candidates, ResultFormat.names(), "formats");
            case SWITCH -> add(candidates, List.of("on", "off"), "switch");
            case NOTHING -> {}
        }
    }

    private static void addFiles(String typed, List<Candidate> candidates) {
        for (String name : PathText.entries(typed)) {
            candidates.add(new Candidate(name, name, "files", null, null, null, false));
        }
    }

    private static void add(List<Candidate> candidates, Iterable<String> names, String group) {
        for (String name : names) {
            candidates.add(new Candidate(name, name, group, null, null, null, true));
        }
    }

    private List<String> tables() {
        try {
            return session.catalog().listTables();
        } catch (EngineException e) {
            return List.of();
        }
    }

    /** Columns of a table as FROM takes it; none when it cannot be analyzed. */
    private List<String> columns(String table) {
        return columns.computeIfAbsent(table, name -> {
            try {
                List<String> names = new ArrayList<>();
                for (String column : session.sql("SELECT * FROM " + name).columns()) {
                    names.add(isPlain(column) ? column : "`" + column.replace("`", "``") + "`");
                }
                return names;
            } catch (EngineException e) {
                return List.of();
            }
        });
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && !Character.isDigit(name.charAt(0))
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    }
}
