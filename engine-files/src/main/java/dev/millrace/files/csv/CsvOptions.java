package dev.millrace.files.csv;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.EngineException;
import dev.millrace.files.io.TextOptions;
import dev.millrace.files.listing.FileListing;
import dev.millrace.files.options.FileOptions;
import dev.millrace.files.records.ParseMode;
import dev.millrace.files.values.MomentPatterns;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How CSV text is read and written.
 *
 * @param separator     between fields, at least one byte of UTF-8
 * @param quote         around fields, -1 for none
 * @param escape        before a quote that is meant as such, -1 for none
 * @param comment       at the beginning of a line that is left out, -1 for none
 * @param nullText      what stands for a null beside an empty field
 * @param emptyText     what a quoted empty field means, and how an empty text is written
 * @param lineSeparator empty for the usual ones
 */
record CsvOptions(byte[] separator, int quote, int escape, int comment, boolean header, boolean inferSchema, boolean preferDate,
        double samplingRatio,
        boolean trimLeading, boolean trimTrailing, String nullText, String emptyText, String nanText, String infinityText,
        String minusInfinityText,
        ParseMode mode, String corruptColumn, boolean multiLine, Charset charset, byte[] lineSeparator, MomentPatterns patterns,
        ZoneId zone,
        boolean quoteAll, boolean escapeQuotes) {

    static final List<String> READ = Stream.concat(FileListing.OPTIONS.stream(),
            Stream.of("sep", "delimiter", "encoding", "charset", "quote", "escape",
                    "comment", "header", "inferSchema", "preferDate", "samplingRatio", "ignoreLeadingWhiteSpace",
                    "ignoreTrailingWhiteSpace", "nullValue",
                    "emptyValue", "nanValue", "positiveInf", "negativeInf", "dateFormat", "timestampFormat", "timestampNTZFormat", "locale",
                    "timeZone", "mode",
                    "columnNameOfCorruptRecord", "multiLine", "lineSep", "compression", "maxColumns"))
            .toList();
    static final List<String> WRITE =
            List.of("sep", "delimiter", "encoding", "charset", "quote", "escape", "header", "ignoreLeadingWhiteSpace",
                    "ignoreTrailingWhiteSpace", "nullValue", "emptyValue", "nanValue", "positiveInf", "negativeInf", "dateFormat",
                    "timestampFormat",
                    "timestampNTZFormat", "locale", "timeZone", "lineSep", "compression", "codec", "quoteAll", "escapeQuotes");

    /** @throws EngineException UNKNOWN_OPTION, INVALID_PARAMETER_VALUE */
    static CsvOptions reading(Map<String, String> texts, Config config) {
        return of(FileOptions.checked("csv", texts, READ), config, "");
    }

    /** @throws EngineException UNKNOWN_OPTION, INVALID_PARAMETER_VALUE */
    static CsvOptions writing(Map<String, String> texts, Config config) {
        return of(FileOptions.checked("csv", texts, WRITE), config, "\"\"");
    }

    private static CsvOptions of(FileOptions options, Config config, String emptyByDefault) {
        String separator = unescaped(options.firstText("sep", "delimiter").orElse(","));
        if (separator.isEmpty() || separator.indexOf('\n') >= 0 || separator.indexOf('\r') >= 0) {
            throw options.invalid("sep", "at least one character, and no line end", "'" + separator + "'");
        }
        int quote = letter(options, "quote", "\"");
        return new CsvOptions(separator.getBytes(StandardCharsets.UTF_8), quote, letter(options, "escape", "\\"),
                letter(options, "comment", ""),
                options.flag("header", false), options.flag("inferSchema", false), options.flag("preferDate", true),
                options.ratio("samplingRatio"),
                options.flag("ignoreLeadingWhiteSpace", false), options.flag("ignoreTrailingWhiteSpace", false),
                options.text("nullValue", ""),
                options.text("emptyValue", emptyByDefault), options.text("nanValue", "NaN"), options.text("positiveInf", "Inf"),
                options.text("negativeInf", "-Inf"), ParseMode.of(options), options.text("columnNameOfCorruptRecord", "_corrupt_record"),
                options.flag("multiLine", false), TextOptions.charset(options), TextOptions.lineSeparator(options),
                MomentPatterns.of(options),
                TextOptions.zone(options, config.get(ConfigKeys.TIME_ZONE)), options.flag("quoteAll", false),
                options.flag("escapeQuotes", true));
    }

    private static int letter(FileOptions options, String name, String byDefault) {
        String text = unescaped(options.text(name, byDefault));
        if (text.isEmpty() || text.equals("\0")) {
            return -1;
        }
        if (text.length() != 1 || text.charAt(0) > 127) {
            throw options.invalid(name, "one ASCII character, or nothing for none", "'" + text + "'");
        }
        return text.charAt(0);
    }

    /** {@code \t} and the like, as shells and configuration files hand them over. */
    private static String unescaped(String text) {
        if (text.length() < 2 || text.charAt(0) != '\\') {
            return text;
        }
        return switch (text) {
            case "\\t" -> "\t";
            case "\\b" -> "\b";
            case "\\f" -> "\f";
            case "\\\\" -> "\\";
            case "\\'" -> "'";
            case "\\\"" -> "\"";
            case "\\0", "\\u0000" -> "\0";
            case "\\u0001" -> "\u0001";
            case "\\|" -> "|";
            default -> text;
        };
    }

    /** How the name for NaN or an infinity is written, or null for another number. */
    @Nullable
    String doubleName(double value) {
        return Double.isNaN(value) ? nanText
                : value == Double.POSITIVE_INFINITY ? infinityText : value == Double.NEGATIVE_INFINITY ? minusInfinityText : null;
    }
}
