package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;

/** {@code CAST(input AS type)} by ANSI rules, or {@code TRY_CAST} with {@link OnError#NULL}. */
public record Cast(Expr input, DataType type, OnError onError) implements Expr {

    @Override
    public boolean nullable() {
        return input.nullable() || onError == OnError.NULL;
    }

    @Override
    public List<Expr> children() {
        return List.of(input);
    }

    @Override
    public Cast withChildren(List<Expr> children) {
        return new Cast(children.getFirst(), type, onError);
    }

    @Override
    public String toString() {
        return (onError == OnError.NULL ? "TRY_CAST(" : "CAST(") + input + " AS " + type.sql() + ")";
    }
}
