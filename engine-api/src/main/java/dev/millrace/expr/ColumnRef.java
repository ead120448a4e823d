package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;

/** A column of the input, by identity (logical plans). */
public record ColumnRef(Attribute attribute) implements Expr {

    public long id() {
        return attribute.id();
    }

    @Override
    public DataType type() {
        return attribute.type();
    }

    @Override
    public boolean nullable() {
        return attribute.nullable();
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public ColumnRef withChildren(List<Expr> children) {
        return this;
    }

    @Override
    public String toString() {
        return attribute.name();
    }
}
