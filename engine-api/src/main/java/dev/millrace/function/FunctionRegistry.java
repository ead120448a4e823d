package dev.millrace.function;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Functions by name, ignoring case. Groups of definitions are made when a name is looked for that the groups before do not have: a first
 * query waits only for
 * what it uses. Safe for use by several threads.
 */
public final class FunctionRegistry {

    private final List<Supplier<List<FunctionDefinition>>> waiting;
    private final Map<String, FunctionDefinition> byName = new LinkedHashMap<>();

    private FunctionRegistry(List<Supplier<List<FunctionDefinition>>> groups) {
        this.waiting = new ArrayList<>(groups);
    }

    /** A registry of these definitions; of two with one name the first counts. */
    public static FunctionRegistry of(Collection<FunctionDefinition> definitions) {
        List<FunctionDefinition> all = List.copyOf(definitions);
        return new FunctionRegistry(List.of(() -> all));
    }

    /** A registry of groups, those that are used most before the others. */
    public static FunctionRegistry ofGroups(List<Supplier<List<FunctionDefinition>>> groups) {
        return new FunctionRegistry(groups);
    }

    public synchronized Optional<FunctionDefinition> find(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        FunctionDefinition found = byName.get(key);
        while (found == null && !waiting.isEmpty()) {
            makeNext();
            found = byName.get(key);
        }
        return Optional.ofNullable(found);
    }

    /** Every name and alias with its definition, in the order of definition. */
    public synchronized Map<String, FunctionDefinition> definitions() {
        while (!waiting.isEmpty()) {
            makeNext();
        }
        return Collections.unmodifiableMap(byName);
    }

    private void makeNext() {
        for (FunctionDefinition definition : waiting.removeFirst().get()) {
            byName.putIfAbsent(definition.name(), definition);
            for (String alias : definition.aliases()) {
                byName.putIfAbsent(alias, definition);
            }
        }
    }
}
