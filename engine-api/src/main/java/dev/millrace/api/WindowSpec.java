package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import java.util.List;
import java.util.Optional;

/**
 * Partition, order and frame of a window function; begun by {@link Window}. Immutable: every method gives a new one.
 *
 * <p>{@code WindowSpec week = Window.partitionBy("zone").orderBy("day").rowsBetween(-6, Window.currentRow()); sum("fare").over(week)}
 */
public final class WindowSpec {

    private final List<UnresolvedExpr> partitionBy;
    private final List<UnresolvedSortKey> orderBy;
    private final Optional<UnresolvedWindow.Frame> frame;

    WindowSpec(List<UnresolvedExpr> partitionBy, List<UnresolvedSortKey> orderBy, Optional<UnresolvedWindow.Frame> frame) {
        this.partitionBy = partitionBy;
        this.orderBy = orderBy;
        this.frame = frame;
    }

    /** Rows that are equal in these columns are computed together. */
    public WindowSpec partitionBy(String first, String... more) {
        return partitionBy(ColumnLists.columns(first, more));
    }

    /** As {@link #partitionBy(String, String...)}, by expressions. */
    public WindowSpec partitionBy(Column... columns) {
        return new WindowSpec(ColumnLists.exprs(columns), orderBy, frame);
    }

    /** The order of the rows within a partition, upwards and nulls first. */
    public WindowSpec orderBy(String first, String... more) {
        return orderBy(ColumnLists.columns(first, more));
    }

    /** As {@link #orderBy(String, String...)}: {@code orderBy(col("fare").desc())}. */
    public WindowSpec orderBy(Column... columns) {
        return new WindowSpec(partitionBy, ColumnLists.sortKeys(columns), frame);
    }

    /**
     * Frame by count of rows: {@code rowsBetween(-2, 0)} is the current row and the two before it.
     *
     * @param from offset of the first row, negative before the current one, or {@link Window#unboundedPreceding()}
     * @param to   offset of the last row, or {@link Window#unboundedFollowing()}
     * @throws EngineException INVALID_PARAMETER_VALUE when {@code from} is after {@code to}
     */
    public WindowSpec rowsBetween(long from, long to) {
        return withFrame("rowsBetween", UnresolvedWindow.Unit.ROWS, from, to);
    }

    /**
     * Frame by value of the one sort column: {@code rangeBetween(-10, 0)} has the rows whose value is at most 10 below the current row's.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE when {@code from} is after {@code to}
     */
    public WindowSpec rangeBetween(long from, long to) {
        return withFrame("rangeBetween", UnresolvedWindow.Unit.RANGE, from, to);
    }

    private WindowSpec withFrame(String function, UnresolvedWindow.Unit unit, long from, long to) {
        if (from > to) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "from", "function", function, "expected",
                    "a bound at or before " + to, "actual",
                    from);
        }
        return new WindowSpec(partitionBy, orderBy, Optional.of(new UnresolvedWindow.Frame(unit, bound(from), bound(to))));
    }

    private static UnresolvedWindow.Bound bound(long offset) {
        if (offset == Window.unboundedPreceding()) {
            return UnresolvedWindow.Bound.UNBOUNDED_PRECEDING;
        } else if (offset == Window.unboundedFollowing()) {
            return UnresolvedWindow.Bound.UNBOUNDED_FOLLOWING;
        } else if (offset == 0) {
            return UnresolvedWindow.Bound.CURRENT_ROW;
        }
        UnresolvedExpr distance = new UnresolvedLiteral(Literal.of(Math.abs(offset)));
        return new UnresolvedWindow.Bound(offset < 0 ? UnresolvedWindow.Bound.Kind.PRECEDING : UnresolvedWindow.Bound.Kind.FOLLOWING,
                Optional.of(distance));
    }

    UnresolvedWindow of(UnresolvedExpr function) {
        return new UnresolvedWindow(function, partitionBy, orderBy, frame, false);
    }
}
