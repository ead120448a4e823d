package dev.millrace.executor.kernel.function.csv;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.function.options.FormatOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a CSV line is written, by Spark's options; all of them are checked, also those that only files need.
 *
 * @param comment             first character of a line that is none; 0 for none
 * @param emptyRead           what an empty text in quotes is read as
 * @param emptyWritten        what an empty text is written as
 * @param trimsStart          of fields that are read
 * @param writtenTrimmedStart of fields that are written
 */
public record CsvFormat(String delimiter, char quote, char escape, char comment, String nullText, String emptyRead, String emptyWritten,
        boolean trimsStart, boolean trimsEnd, boolean writtenTrimmedStart, boolean writtenTrimmedEnd, boolean quotesAll,
        boolean escapesQuotes, boolean prefersDate, boolean failsFast) {

    private static final char NONE = '\0';
    private static final Set<String> CODECS = Set.of("none", "uncompressed", "bzip2", "deflate", "gzip", "lz4", "snappy", "zstd");
    private static final Set<String> UNESCAPED = Set.of("STOP_AT_CLOSING_QUOTE", "BACK_TO_DELIMITER", "STOP_AT_DELIMITER", "SKIP_VALUE",
            "RAISE_ERROR");

    /** @throws EngineException INVALID_PARAMETER_VALUE naming the option */
    public static CsvFormat of(FormatOptions options) {
        for (String flag : List.of("header", "inferSchema", "enforceSchema", "columnPruning", "multiLine", "enableDateTimeParsingFallback",
                "ignoreCorruptFiles", "ignoreMissingFiles")) {
            options.flag(flag, false);
        }
        for (String number : List.of("maxColumns", "maxCharsPerColumn", "inputBufferSize")) {
            options.number(number);
        }
        options.real("samplingRatio");
        checkOneOf(options, "unescapedQuoteHandling", UNESCAPED, true);
        checkOneOf(options, options.text("compression") == null ? "codec" : "compression", CODECS, false);
        checkCharset(options);
        String lineEnd = options.text("lineSep");
        if (lineEnd != null && (lineEnd.isEmpty() || lineEnd.length() > 2)) {
            throw options.wrong("lineSep", "one or two characters");
        }
        String mode = options.text("mode");
        if ("DROPMALFORMED".equalsIgnoreCase(mode)) {
            throw options.wrong("mode", "PERMISSIVE or FAILFAST");
        }
        String emptyText = options.text("emptyValue");
        return new CsvFormat(delimiter(options), character(options, "quote", '"'), character(options, "escape", '\\'),
                character(options, "comment", NONE), options.text("nullValue", ""), emptyText == null ? "" : emptyText,
                emptyText == null ? "\"\"" : emptyText, options.flag("ignoreLeadingWhiteSpace", false),
                options.flag("ignoreTrailingWhiteSpace", false), options.flag("ignoreLeadingWhiteSpace", true),
                options.flag("ignoreTrailingWhiteSpace", true), options.flag("quoteAll", false), options.flag("escapeQuotes", true),
                options.flag("preferDate", true), "FAILFAST".equalsIgnoreCase(mode));
    }

    private static String delimiter(FormatOptions options) {
        String name = options.text("sep") == null ? "delimiter" : "sep";
        String written = options.text(name, ",");
        if (written.isEmpty()) {
            throw options.wrong(name, "one character or more");
        }
        StringBuilder delimiter = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c != '\\' || written.length() == 1) {
                delimiter.append(c);
                continue;
            }
            char escaped = ++i < written.length() ? written.charAt(i) : NONE;
            delimiter.append(switch (escaped) {
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'n' -> '\n';
                case 'b' -> '\b';
                case 'f' -> '\f';
                case '\\', '"', '\'' -> escaped;
                case 'u' -> {
                    if (!written.substring(i).equals("u0000")) {
                        throw options.wrong(name, "no special character but \\t, \\r, \\n, \\b, \\f and \\u0000");
                    }
                    i += 4;
                    yield NONE;
                }
                default -> throw options.wrong(name, "no special character but \\t, \\r, \\n, \\b, \\f and \\u0000");
            });
        }
        return delimiter.toString();
    }

    private static char character(FormatOptions options, String name, char byDefault) {
        String text = options.text(name);
        if (text == null) {
            return byDefault;
        }
        if (text.length() > 1) {
            throw options.wrong(name, "at most one character");
        }
        return text.isEmpty() ? NONE : text.charAt(0);
    }

    private static void checkOneOf(FormatOptions options, String name, Set<String> known, boolean upper) {
        String text = options.text(name);
        if (text != null && !known.contains(upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT))) {
            throw options.wrong(name, "one of " + known.stream().sorted().toList());
        }
    }

    private static void checkCharset(FormatOptions options) {
        String name = options.text("encoding") == null ? "charset" : "encoding";
        String charset = options.text(name);
        try {
            if (charset != null) {
                Charset.forName(charset);
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.caused(e, "parameter", "the option " + name, "function", "CSV", "expected",
                    "a character set", "actual", charset);
        }
    }
}
