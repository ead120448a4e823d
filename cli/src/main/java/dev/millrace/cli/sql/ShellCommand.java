package dev.millrace.cli.sql;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Row;
import dev.millrace.cli.format.ResultFormat;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A command of the shell.
 *
 * @param names       all names, in the two families {@code \x} and {@code .word}
 * @param arguments   what may follow the name
 * @param description what it does, for the help
 * @param takes       what completion offers as its argument
 * @param action      does it
 */
public record ShellCommand(List<String> names, String arguments, String description, Argument takes, Action action) {

    /** What a command's argument names. */
    public enum Argument {
        NOTHING, TABLE, FILE, FORMAT, SWITCH
    }

    /** Does a command; the argument is what stands behind the name, without a final {@code ;}. */
    @FunctionalInterface
    public interface Action {
        void run(Workbench workbench, String argument) throws IOException;
    }

    private static final List<ShellCommand> ALL = List.of(
            command("\\?", ".help", "", "this list", Argument.NOTHING, (bench, _) -> bench.results().append(help())),
            command("\\d", ".describe", "[TABLE]", "columns of a table, or all tables", Argument.TABLE, ShellCommand::describe),
            command("\\dt", ".tables", "[PATTERN]", "tables and views", Argument.NOTHING, ShellCommand::tables),
            command("\\ds", ".schema", "[TABLE]", "columns as they would be declared", Argument.TABLE, ShellCommand::schema),
            command("\\df", ".functions", "[PATTERN]", "functions", Argument.NOTHING,
                    (bench, pattern) -> show(bench, "SHOW FUNCTIONS" + like(pattern))),
            command("\\m", ".mode", "[FORMAT]", "how results are written: " + String.join(", ", ResultFormat.names()), Argument.FORMAT,
                    ShellCommand::mode),
            command("\\x", ".vertical", "[on|off]", "a line for each value", Argument.SWITCH,
                    (bench, word) -> bench.setVertical(flag(word, "\\x", bench.format() == ResultFormat.VERTICAL))),
            command("\\timing", ".timer", "[on|off]", "time after each result", Argument.SWITCH,
                    (bench, word) -> bench.setTimed(flag(word, "\\timing", bench.timed()))),
            command("\\i", ".read", "FILE", "does what a file says", Argument.FILE,
                    (bench, path) -> bench.read(required(path, "\\i"))),
            command("\\o", ".output", "[FILE]", "writes results into a file, or here again", Argument.FILE,
                    (bench, path) -> bench.redirect(optional(path))),
            command("\\e", ".edit", "[FILE]", "edits the last statement or a file in $VISUAL or $EDITOR, then does it", Argument.FILE,
                    (bench, path) -> bench.edit(optional(path))),
            command("\\q", ".quit", "", "the end", Argument.NOTHING, (bench, _) -> bench.end()),
            command("\\exit", ".exit", "", "the end", Argument.NOTHING, (bench, _) -> bench.end()));

    /** Every command. */
    public static List<ShellCommand> all() {
        return ALL;
    }

    /** The command of this name. */
    public static Optional<ShellCommand> named(String name) {
        return ALL.stream().filter(command -> command.names.contains(name.toLowerCase(Locale.ROOT))).findFirst();
    }

    /**
     * Runs {@code text}: a name, then its argument.
     *
     * @throws EngineException PARSE_SYNTAX_ERROR for an unknown name, and what the command ends in
     */
    static void run(String text, Workbench workbench) throws IOException {
        int blank = 0;
        while (blank < text.length() && !Character.isWhitespace(text.charAt(blank))) {
            blank++;
        }
        String word = text.substring(0, blank);
        String name = word.endsWith(";") ? word.substring(0, word.length() - 1) : word;
        String argument = text.substring(blank).strip();
        argument = argument.endsWith(";") ? argument.substring(0, argument.length() - 1).strip() : argument;
        ShellCommand command = named(name).orElseThrow(() -> ErrorCondition.PARSE_SYNTAX_ERROR.with("position", name, "detail",
                "there is no such command; \\? lists them."));
        command.action.run(workbench, argument);
    }

    /** The list of all commands. */
    public static String help() {
        StringBuilder text = new StringBuilder();
        for (ShellCommand command : ALL) {
            String usage = String.join(", ", command.names) + " " + command.arguments;
            text.append(String.format(Locale.ROOT, "  %-28s %s%n", usage, command.description));
        }
        return text
                .append("A statement ends with ; and may have several lines. Tab completes, Ctrl-R searches the history, Ctrl-C cancels.\n")
                .toString();
    }

    private static ShellCommand command(String backslash, String dot, String arguments, String description, Argument takes, Action action) {
        return new ShellCommand(List.of(backslash, dot), arguments, description, takes, action);
    }

    private static void describe(Workbench bench, String table) throws IOException {
        if (table.isEmpty()) {
            tables(bench, "");
            return;
        }
        long start = System.nanoTime();
        List<Row> rows = new ArrayList<>();
        for (Field field : columns(bench, table)) {
            rows.add(Row.of(field.name(), field.type().simpleName(), field.nullable() ? "" : "not null"));
        }
        Schema schema =
                Schema.of(Field.of("column", DataType.STRING), Field.of("type", DataType.STRING), Field.of("null", DataType.STRING));
        bench.show(bench.session().createDataFrame(rows, schema), start);
    }

    private static void tables(Workbench bench, String pattern) throws IOException {
        show(bench, "SHOW TABLES" + like(pattern));
    }

    private static void schema(Workbench bench, String table) throws IOException {
        List<String> names = table.isEmpty() ? bench.session().catalog().listTables() : List.of(table);
        for (String name : names) {
            StringBuilder text = new StringBuilder(name).append(" (");
            String separator = "\n  ";
            for (Field field : columns(bench, table.isEmpty() ? "`" + name.replace("`", "``") + "`" : name)) {
                text.append(separator).append(field.name()).append(' ').append(field.type().simpleName())
                        .append(field.nullable() ? "" : " not null");
                separator = ",\n  ";
            }
            bench.results().append(text.append("\n)\n"));
        }
        bench.results().flush();
    }

    /** The name may be anything that FROM takes. */
    private static List<Field> columns(Workbench bench, String table) {
        DataFrame rows = bench.session().sql("SELECT * FROM " + table);
        return rows.schema().fields();
    }

    private static void show(Workbench bench, String sql) throws IOException {
        long start = System.nanoTime();
        bench.show(bench.session().sql(sql), start);
    }

    private static String like(String pattern) {
        return pattern.isEmpty() ? "" : " LIKE '" + unquoted(pattern).replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static void mode(Workbench bench, String name) throws IOException {
        if (name.isEmpty()) {
            bench.results().append(bench.format().toString()).append('\n').flush();
        } else {
            bench.use(ResultFormat.named(name, ".mode"));
        }
    }

    private static boolean flag(String word, String command, boolean before) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "" -> !before;
            case "on", "true", "1" -> true;
            case "off", "false", "0" -> false;
            default -> throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the switch", "function", command, "expected",
                    "on or off", "actual", word);
        };
    }

    private static Path required(String path, String command) {
        return optional(path).orElseThrow(() -> ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "FILE", "function", command,
                "expected", "the name of a file", "actual", "nothing"));
    }

    private static Optional<Path> optional(String path) {
        return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(unquoted(path)));
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && (text.charAt(0) == '\'' || text.charAt(0) == '"')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
