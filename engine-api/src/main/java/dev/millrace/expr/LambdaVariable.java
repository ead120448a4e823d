package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;

/** A parameter of a {@link Lambda}, inside its body. The id tells variables of nested lambdas apart. */
public record LambdaVariable(long id, String name, DataType type, boolean nullable) implements Expr {

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public LambdaVariable withChildren(List<Expr> children) {
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
