package dev.millrace.driver.catalog;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The variables of a session, by name ignoring case; each has the type of its value. */
public final class Variables {

    private final Map<String, Literal> values = new ConcurrentHashMap<>();

    Variables() {}

    /** The variable {@code [name]} or {@code [session, name]}. */
    public Optional<Literal> find(List<String> name) {
        boolean qualified = name.size() == 2 && name.getFirst().equalsIgnoreCase("session")
                || name.size() == 3 && name.get(0).equalsIgnoreCase("system") && name.get(1).equalsIgnoreCase("session");
        return name.size() == 1 || qualified ? Optional.ofNullable(values.get(key(name.getLast()))) : Optional.empty();
    }

    public void declare(String name, Literal value, boolean replace) {
        if (replace) {
            values.put(key(name), value);
        } else if (values.putIfAbsent(key(name), value) != null) {
            throw ErrorCondition.VARIABLE_ALREADY_EXISTS.with("name", name);
        }
    }

    /** Gives a variable that there is another value of its type. */
    public void set(String name, Literal value) {
        values.replace(key(name), value);
    }

    public boolean drop(String name) {
        return values.remove(key(name)) != null;
    }

    public List<String> names() {
        return values.keySet().stream().sorted().toList();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
