package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.expr.Attribute;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import java.util.List;

/** Finds the column of one DataFrame that a name means. */
final class ColumnResolution {

    private ColumnResolution() {}

    /** @throws EngineException UNRESOLVED_COLUMN, AMBIGUOUS_REFERENCE */
    static UnresolvedExpr resolve(DataFrame frame, String name) {
        UnresolvedExpr expr = ColumnNames.parse(name);
        if (!(expr instanceof UnresolvedColumn(var parts, var _))) {
            return expr;
        }
        // the analyzer knows the rules and throws; what it lets pass has one meaning, found again here to bind it to this DataFrame
        frame.project(List.of(expr));
        for (int depth = parts.size() > 1 ? 2 : 1; depth >= 1; depth--) {
            for (Attribute attribute : frame.plan().output()) {
                if (matches(attribute, parts, depth)) {
                    return fields(new ResolvedColumn(attribute, frame.plan().output()), parts.subList(depth, parts.size()));
                }
            }
        }
        return expr;
    }

    private static boolean matches(Attribute attribute, List<String> parts, int depth) {
        return attribute.name().equalsIgnoreCase(parts.get(depth - 1))
                && (depth == 1 || attribute.qualifier().equalsIgnoreCase(parts.getFirst()));
    }

    private static UnresolvedExpr fields(UnresolvedExpr start, List<String> names) {
        UnresolvedExpr expr = start;
        for (String name : names) {
            expr = UnresolvedCall.of("getfield", expr, JavaLiterals.expr(name));
        }
        return expr;
    }
}
