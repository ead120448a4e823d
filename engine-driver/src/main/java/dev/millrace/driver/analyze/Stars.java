package dev.millrace.driver.analyze;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import java.util.ArrayList;
import java.util.List;

/** What {@code *} and {@code t.*} stand for. */
final class Stars {

    private Stars() {}

    /** The columns of the scope, or those of one table or alias. */
    static List<Attribute> expand(String qualifier, Scope scope) {
        if (qualifier.isEmpty()) {
            return scope.attributes();
        }
        List<Attribute> expanded = new ArrayList<>();
        List<String> qualifiers = new ArrayList<>();
        for (Attribute attribute : scope.attributes()) {
            if (attribute.qualifier().equalsIgnoreCase(qualifier)) {
                expanded.add(attribute);
            }
            if (!attribute.qualifier().isEmpty() && !qualifiers.contains(attribute.qualifier())) {
                qualifiers.add(attribute.qualifier());
            }
        }
        if (expanded.isEmpty()) {
            throw ErrorCondition.UNRESOLVED_COLUMN.with("name", "\"" + qualifier + ".*\"", "suggestion",
                    NearestNames.suggestionOrSome(qualifier, qualifiers));
        }
        return expanded;
    }
}
