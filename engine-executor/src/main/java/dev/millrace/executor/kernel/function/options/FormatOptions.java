package dev.millrace.executor.kernel.function.options;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Options of the JSON and CSV functions by name, ignoring case. */
public final class FormatOptions {

    private final Map<String, String> texts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final String function;

    /** @param options a map of texts, or null for none */
    public FormatOptions(@Nullable Object options, String function) {
        this.function = function;
        if (options instanceof Map<?, ?> map) {
            map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
    }

    /** @throws EngineException INVALID_PARAMETER_VALUE when it is neither true nor false */
    public boolean flag(String name, boolean byDefault) {
        String text = texts.get(name);
        if (text == null) {
            return byDefault;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "true or false");
        };
    }

    /** @throws EngineException INVALID_PARAMETER_VALUE when it is no INT */
    public void number(String name) {
        try {
            Integer.parseInt(texts.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            throw wrong(name, "a whole number");
        }
    }

    /** @throws EngineException INVALID_PARAMETER_VALUE when it is no DOUBLE */
    public void real(String name) {
        try {
            Double.parseDouble(texts.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            throw wrong(name, "a number");
        }
    }

    /** The error of an option's value. */
    public EngineException wrong(String name, String expected) {
        return ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the option " + name, "function", function, "expected", expected,
                "actual", "'" + texts.get(name) + "'");
    }

    /** The option's text, or another when it is not given. */
    public String text(String name, String byDefault) {
        return texts.getOrDefault(name, byDefault);
    }

    /** The option's text, or null. */
    public @Nullable String text(String name) {
        return texts.get(name);
    }

    /** True when a malformed text is to fail the query. */
    public boolean failsFast() {
        return "FAILFAST".equalsIgnoreCase(texts.getOrDefault("mode", "PERMISSIVE"));
    }
}
