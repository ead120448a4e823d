package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.List;

/** {@code left op right} on two values of one type. NaN equals NaN and is larger than every other number; -0.0 equals 0.0. */
public record Compare(Op op, Expr left, Expr right) implements Expr {

    /** NULL_SAFE_EQ ({@code <=>}) is never null: two nulls are equal. */
    public enum Op {
        EQ("="), NE("!="), LT("<"), LE("<="), GT(">"), GE(">="), NULL_SAFE_EQ("<=>");

        private final String symbol;

        Op(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        /** The operator with its sides exchanged. */
        public Op flip() {
            return switch (this) {
                case LT -> GT;
                case LE -> GE;
                case GT -> LT;
                case GE -> LE;
                case EQ, NE, NULL_SAFE_EQ -> this;
            };
        }
    }

    @Override
    public DataType type() {
        return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
        return op != Op.NULL_SAFE_EQ && (left.nullable() || right.nullable());
    }

    @Override
    public List<Expr> children() {
        return List.of(left, right);
    }

    @Override
    public Compare withChildren(List<Expr> children) {
        return new Compare(op, children.get(0), children.get(1));
    }

    @Override
    public String toString() {
        return "(" + left + " " + op.symbol() + " " + right + ")";
    }
}
