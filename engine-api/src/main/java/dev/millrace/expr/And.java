package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;

/** {@code left AND right} in three-valued logic. The right side is not evaluated for rows that the left side decides. */
public record And(Expr left, Expr right) implements Expr {

    @Override
    public DataType type() {
        return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
        return left.nullable() || right.nullable();
    }

    @Override
    public List<Expr> children() {
        return List.of(left, right);
    }

    @Override
    public And withChildren(List<Expr> children) {
        return new And(children.get(0), children.get(1));
    }

    @Override
    public String toString() {
        return "(" + left + " AND " + right + ")";
    }
}
