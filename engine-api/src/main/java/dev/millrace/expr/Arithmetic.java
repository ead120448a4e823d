package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;

/**
 * {@code left op right} on numbers, or on dates, timestamps and intervals where the analyzer allows it. Both sides are numeric of one
 * type, except DECIMAL,
 * where precision and scale may differ and {@code type} follows Spark's rules.
 *
 * @param onError THROW: overflow and division by zero are errors (ANSI); NULL: they give NULL ({@code try_add} and its like)
 */
public record Arithmetic(Op op, Expr left, Expr right, DataType type, OnError onError) implements Expr {

    /** DIVIDE gives DOUBLE or DECIMAL, INTEGRAL_DIVIDE ({@code div}) BIGINT; REMAINDER has the dividend's sign. */
    public enum Op {
        ADD("+"), SUBTRACT("-"), MULTIPLY("*"), DIVIDE("/"), INTEGRAL_DIVIDE("div"), REMAINDER("%");

        private final String symbol;

        Op(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    @Override
    public boolean nullable() {
        return left.nullable() || right.nullable() || onError == OnError.NULL;
    }

    @Override
    public List<Expr> children() {
        return List.of(left, right);
    }

    @Override
    public Arithmetic withChildren(List<Expr> children) {
        return new Arithmetic(op, children.get(0), children.get(1), type, onError);
    }

    @Override
    public String toString() {
        return "(" + left + " " + op.symbol() + " " + right + ")";
    }
}
