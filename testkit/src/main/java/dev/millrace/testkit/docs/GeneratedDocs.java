package dev.millrace.testkit.docs;

import dev.millrace.config.ConfigKey;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.ErrorCondition;
import dev.millrace.function.BuiltinFunctions;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.FunctionDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes the generated pages: {@code GeneratedDocs docs/generated}. */
public final class GeneratedDocs {

    private static final String NOTE =
            "<!-- Made from the code; change it there, then run GeneratedDocsTest with -Ddocs.update=true. -->\n\n";

    private GeneratedDocs() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length == 0 ? "docs/generated" : arguments[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, String> page : pages().entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue());
        }
    }

    /** Text of each page by the name of its file. */
    public static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("functions.md", functions());
        pages.put("errors.md", errors());
        pages.put("config.md", settings());
        return pages;
    }

    private static String functions() {
        Map<String, Map<String, FunctionDefinition>> groups = new TreeMap<>();
        for (FunctionDefinition function : BuiltinFunctions.registry().definitions().values()) {
            groups.computeIfAbsent(function.group(), _ -> new TreeMap<>()).put(function.name(), function);
        }
        StringBuilder text = new StringBuilder("# Functions\n\n").append(NOTE)
                .append("`DESCRIBE FUNCTION EXTENDED name` prints the same. A function that is not deterministic says so.\n");
        groups.forEach((group, functions) -> {
            text.append("\n## ").append(group).append("\n\n| usage | kind | result | nulls | what it gives |\n|---|---|---|---|---|\n");
            functions.values().forEach(function -> appendFunction(text, function));
        });
        return text.toString();
    }

    private static void appendFunction(StringBuilder text, FunctionDefinition function) {
        FunctionDescription description = new FunctionDescription(function);
        String doc = function.doc() + (function.deterministic() ? "" : " Not deterministic.")
                + (function.aliases().isEmpty() ? "" : " Also `" + String.join("`, `", function.aliases()) + "`.");
        text.append("| `").append(cell(function.usage())).append("` | ").append(description.kind()).append(" | ")
                .append(cell(description.result())).append(" | ").append(description.nulls()).append(" | ").append(cell(doc))
                .append(" |\n");
    }

    private static String errors() {
        Map<String, ErrorCondition> conditions = new TreeMap<>();
        for (ErrorCondition condition : ErrorCondition.values()) {
            conditions.put(condition.name(), condition);
        }
        StringBuilder text = new StringBuilder("# Errors\n\n").append(NOTE)
                .append("| condition | SQLSTATE | kind | message |\n|---|---|---|---|\n");
        conditions.values().forEach(condition -> text.append("| ").append(condition.name()).append(" | ").append(condition.sqlState())
                .append(" | ").append(condition.kind()).append(" | ").append(cell(condition.template())).append(" |\n"));
        return text.toString();
    }

    private static String settings() {
        StringBuilder text = new StringBuilder("# Settings\n\n").append(NOTE).append("| name | default | meaning |\n|---|---|---|\n");
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            text.append("| `").append(key.name()).append("` | ").append(cell(byDefault(key))).append(" | ").append(cell(key.doc()))
                    .append(" |\n");
        }
        return text.toString();
    }

    /** What the machine decides is not written down as it is on this one. */
    private static String byDefault(ConfigKey<?> key) {
        Object value = key.byDefault();
        return value instanceof ZoneId ? "that of the machine"
                : value.equals(System.getProperty("java.io.tmpdir")) ? "the machine's temporary folder"
                        : key == ConfigKeys.SHUFFLE_PARTITIONS ? "auto" : String.valueOf(value);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
