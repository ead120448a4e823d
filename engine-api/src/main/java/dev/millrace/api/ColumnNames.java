package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedStar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names of columns as programs write them: {@code a}, {@code t.a}, {@code `a.b`.c}, {@code *}, {@code t.*}. */
final class ColumnNames {

    private ColumnNames() {}

    static UnresolvedExpr parse(String name) {
        if ("*".equals(name)) {
            return new UnresolvedStar("");
        }
        if (name.endsWith(".*")) {
            return new UnresolvedStar(String.join(".", parts(name.substring(0, name.length() - 2))));
        }
        return new UnresolvedColumn(parts(name), Origin.NONE);
    }

    /** @throws EngineException PARSE_SYNTAX_ERROR */
    static List<String> parts(String name) {
        if (name.indexOf('.') < 0 && name.indexOf('`') < 0) {
            return List.of(name);
        }
        List<String> parts = new ArrayList<>();
        int at = 0;
        do {
            StringBuilder part = new StringBuilder();
            if (at < name.length() && name.charAt(at) == '`') {
                at = quoted(name, at + 1, part);
                if (at < name.length() && name.charAt(at) != '.') {
                    throw failure(name, at, "a dot or the end after a closing backquote");
                }
            } else {
                while (at < name.length() && name.charAt(at) != '.') {
                    if (name.charAt(at) == '`') {
                        throw failure(name, at, "no backquote within a name that does not begin with one");
                    }
                    part.append(name.charAt(at++));
                }
            }
            if (part.isEmpty()) {
                throw failure(name, at, "a name");
            }
            parts.add(part.toString());
        } while (at++ < name.length());
        return parts;
    }

    /** Reads up to the closing backquote; gives the position behind it. */
    private static int quoted(String name, int start, StringBuilder part) {
        for (int at = start; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c != '`') {
                part.append(c);
            } else if (at + 1 < name.length() && name.charAt(at + 1) == '`') {
                part.append(c);
                at++;
            } else {
                return at + 1;
            }
        }
        throw failure(name, name.length(), "a closing backquote");
    }

    private static EngineException failure(String name, int at, String expected) {
        return ErrorCondition.PARSE_SYNTAX_ERROR.with("position", "character " + (at + 1) + " of the column name \"" + name + "\"",
                "detail",
                "expected " + expected + ".");
    }

    /** A name as {@link #parse} takes it for one part. */
    static String quote(String name) {
        return name.indexOf('.') < 0 && name.indexOf('`') < 0 && !"*".equals(name) ? name : "`" + name.replace("`", "``") + "`";
    }

    /** The name that an expression has by itself; none when it is computed. */
    static Optional<String> nameOf(UnresolvedExpr expr) {
        return switch (expr) {
            case UnresolvedAlias(var _, var names) when names.size() == 1 -> Optional.of(names.getFirst());
            case UnresolvedColumn(var parts, var _) -> Optional.of(parts.getLast());
            case ResolvedColumn(var attribute, var _) -> Optional.of(attribute.name());
            case UnresolvedCall call when call.name().equals("getfield")
                    && call.arguments().get(1) instanceof UnresolvedLiteral(var literal)
                    && literal.value() instanceof String field ->
                    Optional.of(field);
            default -> Optional.empty();
        };
    }
}
