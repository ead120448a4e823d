package dev.millrace.expr;

/** An expression and the column it makes. A column that is only passed on keeps its attribute: {@code expr} is then a reference to it. */
public record NamedExpr(Attribute output, Expr expr) {

    /** Passes a column on. */
    public static NamedExpr of(Attribute attribute) {
        return new NamedExpr(attribute, attribute.ref());
    }

    /** True when the column is passed on under its own identity. */
    public boolean isPassThrough() {
        return expr instanceof ColumnRef(var attribute) && attribute.id() == output.id();
    }

    @Override
    public String toString() {
        return expr instanceof ColumnRef(var attribute) && attribute.name().equals(output.name()) ? output.name()
                : expr + " AS " + output.name();
    }
}
