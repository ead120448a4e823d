package dev.millrace.plan;

import dev.millrace.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The rows of its partition that a window function looks at, relative to the current row.
 *
 * <p>{@code new WindowFrame(Unit.ROWS, new Offset(-2), new Offset(0))} is the current row and the two before it.
 *
 * @param from first row
 * @param to   last row; a frame whose end comes before its start is empty
 */
public record WindowFrame(Unit unit, Bound from, Bound to) {

    public static final WindowFrame WHOLE_PARTITION = new WindowFrame(Unit.ROWS, new Unbounded(), new Unbounded());
    public static final WindowFrame ROWS_SO_FAR = new WindowFrame(Unit.ROWS, new Unbounded(), new Offset(0));
    public static final WindowFrame PEERS_SO_FAR = new WindowFrame(Unit.RANGE, new Unbounded(), new Offset(0));

    /** What bounds count: rows, values of the one sort key, or groups of peers (rows that the order does not tell apart). */
    public enum Unit {
        ROWS, RANGE, GROUPS
    }

    /** One end of a frame. */
    public sealed interface Bound {}

    /** The partition's end. */
    public record Unbounded() implements Bound {}

    /**
     * So many rows or groups behind the current one, negative before it. 0 is the current row, with its peers unless the unit is ROWS; the
     * only one for RANGE.
     */
    public record Offset(long distance) implements Bound {}

    /**
     * A value of the sort key, for RANGE: the key plus or minus a distance, of the key's type. Null where that lies beyond all values;
     * of no meaning where the key is null, whose frame is its peers.
     *
     * @param following whether the distance is measured towards later rows
     */
    public record Limit(Expr value, boolean following) implements Bound {}

    /** The expressions of the bounds. */
    public List<Expr> limits() {
        List<Expr> limits = new ArrayList<>(2);
        if (from instanceof Limit(var value, var _)) {
            limits.add(value);
        }
        if (to instanceof Limit(var value, var _)) {
            limits.add(value);
        }
        return limits;
    }

    /** The frame with other expressions. */
    public WindowFrame map(UnaryOperator<Expr> mapping) {
        return limits().isEmpty() ? this : new WindowFrame(unit, mapped(from, mapping), mapped(to, mapping));
    }

    private static Bound mapped(Bound bound, UnaryOperator<Expr> mapping) {
        return switch (bound) {
            case Unbounded _, Offset _ -> bound;
            case Limit(var value, var following) -> new Limit(mapping.apply(value), following);
        };
    }
}
