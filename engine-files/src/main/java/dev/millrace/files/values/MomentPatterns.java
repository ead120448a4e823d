package dev.millrace.files.values;

import dev.millrace.error.EngineException;
import dev.millrace.files.options.FileOptions;
import dev.millrace.types.DataType;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Patterns that the user gave for dates and times; null for the usual forms.
 *
 * @param ntz of TIMESTAMP_NTZ
 */
public record MomentPatterns(@Nullable MomentPattern date, @Nullable MomentPattern timestamp, @Nullable MomentPattern ntz) {

    public static final MomentPatterns USUAL = new MomentPatterns(null, null, null);

    /** @throws EngineException INVALID_PARAMETER_VALUE for what is no pattern */
    public static MomentPatterns of(FileOptions options) {
        return new MomentPatterns(pattern(options, "dateFormat"), pattern(options, "timestampFormat"),
                pattern(options, "timestampNTZFormat"));
    }

    private static @Nullable MomentPattern pattern(FileOptions options, String name) {
        Optional<String> text = options.text(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return MomentPattern.of(text.get(), options.text("locale").map(Locale::forLanguageTag).orElse(Locale.US));
        } catch (IllegalArgumentException e) {
            throw options.invalid(name, "a pattern such as yyyy-MM-dd (" + e.getMessage() + ")", text.get());
        }
    }

    /** Of values of the type, null when it has none. */
    public @Nullable MomentPattern of(DataType type) {
        return type instanceof DataType.DateType ? date : type instanceof DataType.TimestampType ? timestamp
                : type instanceof DataType.TimestampNtzType ? ntz : null;
    }
}
