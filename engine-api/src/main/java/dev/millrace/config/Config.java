package dev.millrace.config;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings as they stand at one moment: an immutable map of the texts that were set, checked when they are set. */
public record Config(Map<String, String> texts) {

    public static final Config EMPTY = new Config(Map.of());

    public Config {
        texts = Map.copyOf(texts);
    }

    /** The value that was set, or the default. */
    public <T> T get(ConfigKey<T> key) {
        String text = texts.get(key.name());
        return text == null ? key.byDefault() : parse(key, text);
    }

    /**
     * This with one setting more.
     *
     * @throws EngineException UNKNOWN_CONF_KEY, INVALID_CONF_VALUE
     */
    public Config with(String name, String value) {
        parse(key(name).orElseThrow(() -> ErrorCondition.UNKNOWN_CONF_KEY.with("key", name, "suggestion", "")), value);
        Map<String, String> changed = new LinkedHashMap<>(texts);
        changed.put(name, value);
        return new Config(changed);
    }

    /** This with one setting as it is in another. */
    public Config restored(String name, Config from) {
        Map<String, String> changed = new LinkedHashMap<>(texts);
        changed.remove(name);
        if (from.texts.containsKey(name)) {
            changed.put(name, from.texts.get(name));
        }
        return new Config(changed);
    }

    /** The key of this name. */
    public static Optional<ConfigKey<?>> key(String name) {
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            if (key.name().equals(name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private static <T> T parse(ConfigKey<T> key, String text) {
        try {
            return key.parse().apply(text);
        } catch (IllegalArgumentException e) {
            throw ErrorCondition.INVALID_CONF_VALUE.caused(e, "key", key.name(), "value", text, "detail", e.getMessage());
        }
    }
}
