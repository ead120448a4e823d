package dev.millrace.files.records;

import dev.millrace.files.options.FileOptions;
import java.util.Locale;

/** What is done with a record that is not as it should be. */
public enum ParseMode {
    /** What cannot be read is null; the record's text goes to the column for corrupt records, if there is one. */
    PERMISSIVE,
    /** The record is left out. */
    DROPMALFORMED,
    /** The query fails. */
    FAILFAST;

    public static ParseMode of(FileOptions options) {
        String text = options.text("mode", "PERMISSIVE");
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "PERMISSIVE" -> PERMISSIVE;
            case "DROPMALFORMED" -> DROPMALFORMED;
            case "FAILFAST" -> FAILFAST;
            default -> throw options.invalid("mode", "PERMISSIVE, DROPMALFORMED or FAILFAST", text);
        };
    }
}
