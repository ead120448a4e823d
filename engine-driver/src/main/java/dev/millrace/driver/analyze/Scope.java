package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.References;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns that an expression may name. What is not found here is looked for in the outer scope, if there is one. */
final class Scope {

    static final Scope EMPTY = new Scope(List.of(), null);

    private final List<Attribute> attributes;
    private final @Nullable Scope outer;
    private final Map<String, List<Attribute>> byName = new HashMap<>();

    Scope(List<Attribute> attributes, @Nullable Scope outer) {
        this.attributes = attributes;
        this.outer = outer;
        for (Attribute attribute : attributes) {
            String key = attribute.name().toLowerCase(Locale.ROOT);
            List<Attribute> same = byName.get(key);
            if (same == null) {
                byName.put(key, List.of(attribute));
            } else {
                List<Attribute> more = new ArrayList<>(same);
                more.add(attribute);
                byName.put(key, more);
            }
        }
    }

    Scope(List<Attribute> attributes) {
        this(attributes, null);
    }

    /** A column, how the user wrote its name, and the names of struct fields that follow. */
    record Found(Attribute attribute, String writtenName, List<String> fields) {}

    List<Attribute> attributes() {
        return attributes;
    }

    /**
     * The column that dotted parts name, or null.
     *
     * @throws EngineException AMBIGUOUS_REFERENCE
     */
    @Nullable
    Found find(List<String> parts) {
        for (int qualifiers = Math.min(2, parts.size() - 1); qualifiers >= 0; qualifiers--) {
            String written = parts.get(qualifiers);
            Attribute found = only(parts, written, qualifiers == 0 ? null : parts.get(qualifiers - 1));
            if (found != null) {
                return new Found(found, written, parts.subList(qualifiers + 1, parts.size()));
            }
        }
        return outer == null ? null : outer.find(parts);
    }

    /** The column with this id, or null. */
    @Nullable
    Attribute byId(long id) {
        for (Attribute attribute : attributes) {
            if (attribute.id() == id) {
                return attribute;
            }
        }
        return outer == null ? null : outer.byId(id);
    }

    /**
     * The column that was taken from a DataFrame with the columns {@code frame}, or null. After a self-join there are two such columns.
     *
     * @throws EngineException AMBIGUOUS_REFERENCE when there is a copy of the column besides, unless {@code frame} has it too, or is empty
     */
    @Nullable
    Attribute byId(Attribute wanted, List<Attribute> frame) {
        Attribute found = null;
        boolean repeated = false;
        for (Attribute attribute : attributes) {
            found = attribute.id() == wanted.id() ? attribute : found;
            repeated |= attribute.copyOf() == wanted.id() && !frame.isEmpty() && !References.ids(frame).contains(attribute.id());
        }
        if (found == null) {
            return outer == null ? null : outer.byId(wanted, frame);
        }
        if (repeated) {
            throw ErrorCondition.AMBIGUOUS_REFERENCE.with("name", "\"" + wanted.name() + "\"", "candidates",
                    "the column of either side of the self-join; give the sides aliases with as(…) and name the columns by them");
        }
        return found;
    }

    boolean contains(long id) {
        return byId(id) != null;
    }

    EngineException unresolved(List<String> parts) {
        String name = String.join(".", parts);
        List<String> known = new ArrayList<>();
        boolean qualified = parts.size() > 1;
        for (Attribute attribute : attributes) {
            known.add(qualified && !attribute.qualifier().isEmpty() ? attribute.qualifier() + "." + attribute.name() : attribute.name());
        }
        String suggestion = NearestNames.suggestion(name, known);
        if (suggestion.isEmpty()) {
            suggestion = NearestNames.suggestionOrSome(parts.getLast(), new Scope(attributes).names());
        }
        return ErrorCondition.UNRESOLVED_COLUMN.with("name", "\"" + name + "\"", "suggestion", suggestion);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Attribute attribute : attributes) {
            names.add(attribute.name());
        }
        return names;
    }

    private @Nullable Attribute only(List<String> parts, String name, @Nullable String qualifier) {
        Attribute found = null;
        for (Attribute candidate : byName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of())) {
            if (qualifier != null && !candidate.qualifier().equalsIgnoreCase(qualifier)) {
                continue;
            }
            if (found != null && found.id() != candidate.id()) {
                throw ErrorCondition.AMBIGUOUS_REFERENCE.with("name", "\"" + String.join(".", parts) + "\"", "candidates",
                        candidates(name));
            }
            found = candidate;
        }
        return found;
    }

    private String candidates(String name) {
        StringBuilder text = new StringBuilder();
        for (Attribute candidate : byName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of())) {
            text.append(text.isEmpty() ? "" : ", ");
            text.append(candidate.qualifier().isEmpty() ? "" : candidate.qualifier() + ".").append(candidate.name());
        }
        return text.toString();
    }
}
