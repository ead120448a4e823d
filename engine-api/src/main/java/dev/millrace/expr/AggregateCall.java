package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call of an aggregate function; stands in an Aggregate (or Window) node, never inside an expression.
 *
 * @param function  name in lower case
 * @param arguments values per row, then constant parameters, already cast to what the function takes
 * @param distinct  each distinct combination of arguments counts once
 * @param filter    only rows for which this is true count; null for all
 * @param order     ORDER BY inside the call ({@code listagg}, {@code first}); empty for none
 */
public record AggregateCall(String function, List<Expr> arguments, boolean distinct, @Nullable Expr filter, List<SortKey> order,
        DataType type,
        boolean nullable) {

    public AggregateCall {
        arguments = List.copyOf(arguments);
        order = List.copyOf(order);
    }

    public AggregateCall withArguments(List<Expr> newArguments) {
        return new AggregateCall(function, newArguments, distinct, filter, order, type, nullable);
    }

    @Override
    public String toString() {
        String inside = arguments.isEmpty() && function.equals("count") ? "*"
                : arguments.stream().map(Expr::toString).collect(Collectors.joining(", "));
        return function + "(" + (distinct ? "DISTINCT " : "") + inside + ")" + (filter == null ? "" : " FILTER (WHERE " + filter + ")");
    }
}
