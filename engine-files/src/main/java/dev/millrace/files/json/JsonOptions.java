package dev.millrace.files.json;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.EngineException;
import dev.millrace.files.io.TextOptions;
import dev.millrace.files.listing.FileListing;
import dev.millrace.files.options.FileOptions;
import dev.millrace.files.records.ParseMode;
import dev.millrace.files.values.MomentPatterns;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * How JSON text is read and written.
 *
 * @param factory          of parsers, with what deviations from JSON are allowed
 * @param primitivesAsText infer STRING for every value that is no object or array
 * @param prefersDecimal   infer DECIMAL for numbers with a fraction, where it fits
 * @param inferTimestamp   infer TIMESTAMP for texts that are one
 * @param dropAllNull      leave out fields that are null or empty in every record
 * @param ignoreNulls      write no null fields
 */
record JsonOptions(JsonFactory factory, boolean multiLine, ParseMode mode, String corruptColumn, boolean primitivesAsText,
        boolean prefersDecimal,
        boolean inferTimestamp, boolean dropAllNull, double samplingRatio, Charset charset, byte[] lineSeparator, MomentPatterns patterns,
        ZoneId zone,
        boolean ignoreNulls) {

    static final List<String> READ = Stream
            .concat(FileListing.OPTIONS.stream(), Stream.of("primitivesAsString", "prefersDecimal", "inferTimestamp",
                    "dropFieldIfAllNull", "allowComments", "allowUnquotedFieldNames", "allowSingleQuotes", "allowNumericLeadingZeros",
                    "allowBackslashEscapingAnyCharacter", "allowUnquotedControlChars", "allowNonNumericNumbers", "mode",
                    "columnNameOfCorruptRecord", "dateFormat",
                    "timestampFormat", "timestampNTZFormat", "multiLine", "encoding", "charset", "lineSep", "samplingRatio", "locale",
                    "timeZone", "compression"))
            .toList();
    static final List<String> WRITE =
            List.of("dateFormat", "timestampFormat", "timestampNTZFormat", "encoding", "charset", "lineSep", "locale",
                    "timeZone", "compression", "codec", "ignoreNullFields");

    /** @throws EngineException UNKNOWN_OPTION, INVALID_PARAMETER_VALUE */
    static JsonOptions reading(Map<String, String> texts, Config config) {
        return of(FileOptions.checked("json", texts, READ), config);
    }

    /** @throws EngineException UNKNOWN_OPTION, INVALID_PARAMETER_VALUE */
    static JsonOptions writing(Map<String, String> texts, Config config) {
        return of(FileOptions.checked("json", texts, WRITE), config);
    }

    private static JsonOptions of(FileOptions options, Config config) {
        JsonFactory factory =
                JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                        // the bytes are UTF-8 whatever the file is: what looks like another encoding is a broken record
                        .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                        .configure(JsonReadFeature.ALLOW_JAVA_COMMENTS, options.flag("allowComments", false))
                        .configure(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES, options.flag("allowUnquotedFieldNames", false))
                        .configure(JsonReadFeature.ALLOW_SINGLE_QUOTES, options.flag("allowSingleQuotes", true))
                        .configure(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS, options.flag("allowNumericLeadingZeros", false))
                        .configure(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
                                options.flag("allowBackslashEscapingAnyCharacter", false))
                        .configure(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, options.flag("allowUnquotedControlChars", false))
                        .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, options.flag("allowNonNumericNumbers", true)).build();
        return new JsonOptions(factory, options.flag("multiLine", false), ParseMode.of(options),
                options.text("columnNameOfCorruptRecord", "_corrupt_record"), options.flag("primitivesAsString", false),
                options.flag("prefersDecimal", false), options.flag("inferTimestamp", false), options.flag("dropFieldIfAllNull", false),
                options.ratio("samplingRatio"), TextOptions.charset(options), TextOptions.lineSeparator(options),
                MomentPatterns.of(options),
                TextOptions.zone(options, config.get(ConfigKeys.TIME_ZONE)), options.flag("ignoreNullFields", true));
    }
}
