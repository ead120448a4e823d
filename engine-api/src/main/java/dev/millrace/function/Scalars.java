package dev.millrace.function;

import dev.millrace.function.FunctionDefinition.Kind;
import dev.millrace.function.FunctionDefinition.Nulls;
import java.util.ArrayList;
import java.util.List;

/** Collects the scalar functions of one group. */
final class Scalars {

    private final String group;
    private final List<FunctionDefinition> all = new ArrayList<>();

    /** @param group heading of the documentation */
    Scalars(String group) {
        this.group = group;
    }

    /** Null when an argument is; deterministic. */
    Scalars strict(String name, int min, int max, Typing typing, String usage, String doc) {
        return add(name, List.of(), min, max, typing, Nulls.STRICT, true, usage, doc);
    }

    /** Null when an argument is, and for values it has no result for; deterministic. */
    Scalars partial(String name, int min, int max, Typing typing, String usage, String doc) {
        return add(name, List.of(), min, max, typing, Nulls.STRICT_OR_NULL, true, usage, doc);
    }

    Scalars add(String name, List<String> aliases, int min, int max, Typing typing, Nulls nulls, boolean deterministic, String usage,
            String doc) {
        all.add(new FunctionDefinition(name, aliases, Kind.SCALAR, group, min, max, typing, nulls, deterministic, usage, doc));
        return this;
    }

    List<FunctionDefinition> all() {
        return all;
    }
}
