package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;

/** {@code NOT input}; NULL stays NULL. */
public record Not(Expr input) implements Expr {

    @Override
    public DataType type() {
        return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
        return input.nullable();
    }

    @Override
    public List<Expr> children() {
        return List.of(input);
    }

    @Override
    public Not withChildren(List<Expr> children) {
        return new Not(children.getFirst());
    }

    @Override
    public String toString() {
        return "(NOT " + input + ")";
    }
}
