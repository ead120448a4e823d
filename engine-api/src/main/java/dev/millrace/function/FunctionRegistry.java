package dev.millrace.function;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Functions by name, ignoring case. Immutable. */
public final class FunctionRegistry {

    private final Map<String, FunctionDefinition> byName;

    private FunctionRegistry(Map<String, FunctionDefinition> byName) {
        this.byName = byName;
    }

    public static FunctionRegistry of(Collection<FunctionDefinition> definitions) {
        Map<String, FunctionDefinition> byName = new LinkedHashMap<>();
        for (FunctionDefinition definition : definitions) {
            byName.put(definition.name(), definition);
            for (String alias : definition.aliases()) {
                byName.put(alias, definition);
            }
        }
        return new FunctionRegistry(byName);
    }

    public Optional<FunctionDefinition> find(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Every name and alias with its definition, in the order of definition. */
    public Map<String, FunctionDefinition> definitions() {
        return java.util.Collections.unmodifiableMap(byName);
    }
}
