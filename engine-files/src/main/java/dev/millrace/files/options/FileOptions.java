package dev.millrace.files.options;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of one read or write. Names are found ignoring case.
 *
 * <p>{@code FileOptions.checked("csv", spec.options(), List.of("header", "sep")).flag("header", false)}
 */
public final class FileOptions {

    private static final int NEAREST = 3;

    private final String format;
    private final Map<String, String> texts;

    private FileOptions(String format, Map<String, String> texts) {
        this.format = format;
        this.texts = texts;
    }

    /** Options whose names were checked before. */
    public static FileOptions of(String format, Map<String, String> texts) {
        return new FileOptions(format, texts);
    }

    /**
     * @param texts by lower-case name
     * @param known the names that the format has, as users write them
     * @throws EngineException UNKNOWN_OPTION with the nearest names
     */
    public static FileOptions checked(String format, Map<String, String> texts, List<String> known) {
        for (String name : texts.keySet()) {
            if (known.stream().noneMatch(name::equalsIgnoreCase)) {
                throw ErrorCondition.UNKNOWN_OPTION.with("format", format, "option", name, "suggestion", suggestion(name, known));
            }
        }
        return new FileOptions(format, texts);
    }

    /** The names, in lower case, that are in one list and not in the other. */
    public static Set<String> only(List<String> names, List<String> others) {
        Set<String> only = new HashSet<>();
        for (String name : names) {
            if (others.stream().noneMatch(name::equalsIgnoreCase)) {
                only.add(name.toLowerCase(Locale.ROOT));
            }
        }
        return only;
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name.toLowerCase(Locale.ROOT)));
    }

    public String text(String name, String byDefault) {
        return text(name).orElse(byDefault);
    }

    /** The first of several names of one option that is given. */
    public Optional<String> firstText(String... names) {
        for (String name : names) {
            Optional<String> text = text(name);
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    /** @throws EngineException INVALID_PARAMETER_VALUE for anything but {@code true} and {@code false} */
    public boolean flag(String name, boolean byDefault) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        return switch (text.get().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "true or false", text.get());
        };
    }

    /** @throws EngineException INVALID_PARAMETER_VALUE for anything but a number of at least {@code min} */
    public long number(String name, long byDefault, long min) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            long value = Long.parseLong(text.get().strip());
            if (value >= min) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw invalid(name, "a whole number", text.get());
        }
        throw invalid(name, "a whole number of at least " + min, text.get());
    }

    /** A share, 1 by default; INVALID_PARAMETER_VALUE for anything but a number above 0 and not above 1. */
    public double ratio(String name) {
        String text = text(name, "1");
        try {
            double ratio = Double.parseDouble(text.strip());
            if (ratio > 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException e) {
            throw invalid(name, "a number above 0 and not above 1", text);
        }
        throw invalid(name, "a number above 0 and not above 1", text);
    }

    public EngineException invalid(String name, String expected, String actual) {
        return ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the option " + name, "function", format, "expected", expected,
                "actual", actual);
    }

    private static String suggestion(String name, List<String> known) {
        List<String> nearest = new ArrayList<>(known);
        nearest.sort(Comparator.comparingInt((String candidate) -> distance(name, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(candidate -> candidate));
        return " Did you mean one of " + String.join(", ", nearest.subList(0, Math.min(NEAREST, nearest.size()))) + "?";
    }

    /** Edits between two words (Levenshtein 1966). */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
