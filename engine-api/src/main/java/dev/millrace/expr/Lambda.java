package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;
import java.util.stream.Collectors;

/** {@code (x, y) -> body}, an argument of a higher-order function; its type is that of the body. */
public record Lambda(List<LambdaVariable> parameters, Expr body) implements Expr {

    public Lambda {
        parameters = List.copyOf(parameters);
    }

    @Override
    public DataType type() {
        return body.type();
    }

    @Override
    public boolean nullable() {
        return body.nullable();
    }

    @Override
    public List<Expr> children() {
        return List.of(body);
    }

    @Override
    public Lambda withChildren(List<Expr> children) {
        return new Lambda(parameters, children.getFirst());
    }

    @Override
    public String toString() {
        return parameters.stream().map(LambdaVariable::name).collect(Collectors.joining(", ", "(", ")")) + " -> " + body;
    }
}
