package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;

/** A column of the input, by position (physical plans). The name is for people only. */
public record InputRef(int ordinal, DataType type, boolean nullable, String name) implements Expr {

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public InputRef withChildren(List<Expr> children) {
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
