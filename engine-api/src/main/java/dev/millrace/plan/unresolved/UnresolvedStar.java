package dev.millrace.plan.unresolved;

import java.util.List;

/**
 * {@code *}, or {@code t.*} with a qualifier (a relation or a struct; empty for none).
 *
 * @param except columns and struct fields that are left out: {@code * EXCEPT (a, b.c)}
 */
public record UnresolvedStar(String qualifier, List<List<String>> except) implements UnresolvedExpr {

    public UnresolvedStar {
        except = List.copyOf(except);
    }

    public UnresolvedStar(String qualifier) {
        this(qualifier, List.of());
    }
}
