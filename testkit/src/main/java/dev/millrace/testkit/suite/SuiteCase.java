package dev.millrace.testkit.suite;

import java.util.List;
import java.util.Optional;

/** One case of a suite. */
sealed interface SuiteCase {

    /** The file of the original suite: cases of a file are scored together. */
    String file();

    Kind kind();

    /** Tells the case among those of its file. */
    String name();

    /** What a case expects. */
    enum Kind {
        ROWS, COMMAND, ERROR, SCHEMA, OTHER;

        static Kind of(String text) {
            return switch (text) {
                case "", "rows" -> ROWS;
                case "command" -> COMMAND;
                case "error" -> ERROR;
                case "schema" -> SCHEMA;
                default -> OTHER;
            };
        }
    }

    /**
     * A statement in the session of its file.
     *
     * @param sets       settings before it, {@code name=value}
     * @param output     rows in {@link HiveText}, joined by line ends
     * @param errorClass condition of the expected error, with its subclass
     */
    record OfStatement(String file, String name, Kind kind, List<String> sets, String sql, String output, String errorClass)
            implements
                SuiteCase {}

    /** Steps in a session of their own. */
    record OfScenario(String file, String name, Kind kind, List<Step> steps) implements SuiteCase {}

    /**
     * @param text      what the step says: {@code query}, {@code query result ordered}, {@code config a = b} …
     * @param statement SQL, or a text that is expected
     * @param table     a header and rows that are expected
     */
    record Step(String text, Optional<String> statement, List<List<String>> table) {}
}
