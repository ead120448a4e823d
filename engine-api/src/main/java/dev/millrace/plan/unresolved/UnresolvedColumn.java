package dev.millrace.plan.unresolved;

import java.util.List;

/**
 * A column by name: {@code a}, {@code t.a}, {@code s.field.inner}. Parts are as written, without quotes. Also a lambda's parameter
 * inside its body.
 */
public record UnresolvedColumn(List<String> parts, Origin origin) implements UnresolvedExpr {
    public UnresolvedColumn {
        parts = List.copyOf(parts);
    }
}
