package dev.millrace.plan.unresolved;

import java.util.List;
import java.util.Optional;

/**
 * A function or an operator applied to arguments. Operators: {@code + - * / % div} (also unary {@code -}), {@code = != < <= > >= <=>},
 * {@code and or not}, {@code isnull isnotnull}, {@code in} (value, then items), {@code between}, {@code like ilike rlike}, {@code & | ^ ~},
 * {@code ||}, {@code getfield} (value, name literal), {@code getitem} (value, index or key).
 *
 * @param name     in lower case
 * @param distinct {@code count(DISTINCT x)}
 * @param filter   {@code FILTER (WHERE …)} of an aggregate
 * @param order    ORDER BY within an aggregate; empty for none
 */
public record UnresolvedCall(String name, List<UnresolvedExpr> arguments, boolean distinct, Optional<UnresolvedExpr> filter,
        List<UnresolvedSortKey> order, Origin origin) implements UnresolvedExpr {

    public UnresolvedCall {
        arguments = List.copyOf(arguments);
        order = List.copyOf(order);
    }

    public static UnresolvedCall of(String name, UnresolvedExpr... arguments) {
        return new UnresolvedCall(name, List.of(arguments), false, Optional.empty(), List.of(), Origin.NONE);
    }
}
