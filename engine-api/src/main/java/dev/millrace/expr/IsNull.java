package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;

/** {@code input IS NULL}, never null itself. IS NOT NULL is {@code Not(IsNull)}. */
public record IsNull(Expr input) implements Expr {

    @Override
    public DataType type() {
        return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
        return false;
    }

    @Override
    public List<Expr> children() {
        return List.of(input);
    }

    @Override
    public IsNull withChildren(List<Expr> children) {
        return new IsNull(children.getFirst());
    }

    @Override
    public String toString() {
        return "(" + input + " IS NULL)";
    }
}
