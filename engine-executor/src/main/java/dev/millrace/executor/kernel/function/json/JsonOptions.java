package dev.millrace.executor.kernel.function.json;

import dev.millrace.error.ErrorCondition;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Options of the JSON functions by name, ignoring case. */
public final class JsonOptions {

    private final Map<String, String> texts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final String function;

    /** @param options a map of texts, or null for none */
    public JsonOptions(@Nullable Object options, String function) {
        this.function = function;
        if (options instanceof Map<?, ?> map) {
            map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
    }

    /** @throws dev.millrace.error.EngineException INVALID_PARAMETER_VALUE when it is neither true nor false */
    public boolean flag(String name, boolean byDefault) {
        String text = texts.get(name);
        if (text == null) {
            return byDefault;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the option " + name, "function", function,
                    "expected", "true or false", "actual", text);
        };
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
