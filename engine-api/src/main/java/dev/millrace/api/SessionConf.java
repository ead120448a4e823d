package dev.millrace.api;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKey;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.QueryEngine;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of a session: {@code session.conf().set("shuffle.partitions", 16)}. A change holds for queries that start after it. */
public final class SessionConf {

    private final QueryEngine engine;

    SessionConf(QueryEngine engine) {
        this.engine = engine;
    }

    /**
     * The text that was set, or that of the default.
     *
     * @throws EngineException UNKNOWN_CONF_KEY
     */
    public String get(String key) {
        String text = engine.config().texts().get(key);
        return text == null ? String.valueOf(known(key).byDefault()) : text;
    }

    /** The text that was set, or {@code otherwise}; the key must be known. */
    public String get(String key, String otherwise) {
        known(key);
        return engine.config().texts().getOrDefault(key, otherwise);
    }

    /** Every setting with its text, defaults too. */
    public Map<String, String> getAll() {
        Map<String, String> all = new LinkedHashMap<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            all.put(key.name(), get(key.name()));
        }
        return all;
    }

    /** @throws EngineException UNKNOWN_CONF_KEY, INVALID_CONF_VALUE */
    public void set(String key, String value) {
        engine.configure(key, value);
    }

    /** As {@link #set(String, String)}. */
    public void set(String key, long value) {
        set(key, Long.toString(value));
    }

    /** As {@link #set(String, String)}. */
    public void set(String key, boolean value) {
        set(key, Boolean.toString(value));
    }

    private static ConfigKey<?> known(String key) {
        return Config.key(key).orElseThrow(() -> ErrorCondition.UNKNOWN_CONF_KEY.with("key", key, "suggestion", ""));
    }
}
