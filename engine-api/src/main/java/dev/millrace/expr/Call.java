package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A call of a scalar function of the registry ({@code dev.millrace.function}), with arguments already cast to what the function takes.
 *
 * @param function name in lower case
 */
public record Call(String function, List<Expr> arguments, DataType type, boolean nullable) implements Expr {

    public Call {
        arguments = List.copyOf(arguments);
    }

    @Override
    public List<Expr> children() {
        return arguments;
    }

    @Override
    public Call withChildren(List<Expr> children) {
        return new Call(function, children, type, nullable);
    }

    @Override
    public String toString() {
        return function + arguments.stream().map(Expr::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
