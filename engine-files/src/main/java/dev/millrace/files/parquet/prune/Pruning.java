package dev.millrace.files.parquet.prune;

import dev.millrace.expr.And;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Call;
import dev.millrace.expr.Case;
import dev.millrace.expr.Cast;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.LambdaVariable;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.Or;
import dev.millrace.files.parquet.schema.Projection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether a condition can hold for any row, by the bounds of its columns.
 *
 * <p>{@code new Pruning(ordinal -> boundsOf(ordinal)).mayHold(predicate)}
 */
public final class Pruning {
    private final IntFunction<ColumnBounds> columns;

    /** @param columns bounds of the column that an {@code InputRef} means by its ordinal */
    public Pruning(IntFunction<ColumnBounds> columns) {
        this.columns = columns;
    }

    /** False only when no row can make {@code condition} true. */
    public boolean mayHold(Expr condition) {
        return switch (condition) {
            case And(var left, var right) -> mayHold(left) && mayHold(right);
            case Or(var left, var right) -> mayHold(left) || mayHold(right);
            case Not(var input) -> mayFail(input);
            case Literal literal -> literal.value() instanceof Boolean truth && truth;
            case InputRef column -> compare(Compare.Op.EQ, column, true);
            case IsNull(InputRef column) -> columns.apply(column.ordinal()).nulls() != 0;
            case IsNull _ -> true;
            case Compare compare -> mayHold(compare);
            case InList(InputRef column, var items) -> items.stream().anyMatch(item -> item instanceof Literal literal
                    ? mayHold(new Compare(Compare.Op.EQ, column, literal))
                    : true);
            case InList _ -> true;
            case Call call -> mayStart(call);
            case ColumnRef _, Arithmetic _, Cast _, Case _, Lambda _, LambdaVariable _ -> true;
        };
    }

    /** False only when no row can make {@code condition} false. */
    private boolean mayFail(Expr condition) {
        return switch (condition) {
            case And(var left, var right) -> mayFail(left) || mayFail(right);
            case Or(var left, var right) -> mayFail(left) && mayFail(right);
            case Not(var input) -> mayHold(input);
            case Literal literal -> literal.value() instanceof Boolean truth && !truth;
            case InputRef column -> compare(Compare.Op.EQ, column, false);
            case IsNull(InputRef column) -> !columns.apply(column.ordinal()).hasOnlyNulls();
            case Compare(var op, var left, var right) when op != Compare.Op.NULL_SAFE_EQ -> mayHold(new Compare(negated(op), left, right));
            case Compare _, IsNull _, InList _, Call _, ColumnRef _, Arithmetic _, Cast _, Case _, Lambda _, LambdaVariable _ -> true;
        };
    }

    private static Compare.Op negated(Compare.Op op) {
        return switch (op) {
            case EQ -> Compare.Op.NE;
            case NE -> Compare.Op.EQ;
            case LT -> Compare.Op.GE;
            case LE -> Compare.Op.GT;
            case GT -> Compare.Op.LE;
            case GE -> Compare.Op.LT;
            case NULL_SAFE_EQ -> throw new IllegalArgumentException("has no negation");
        };
    }

    private boolean mayHold(Compare condition) {
        InputRef left = column(condition.left());
        if (left != null && condition.right() instanceof Literal literal) {
            return compare(condition.op(), left, literal.value());
        }
        InputRef right = column(condition.right());
        if (right != null && condition.left() instanceof Literal literal) {
            return compare(condition.op().flip(), right, literal.value());
        }
        return true;
    }

    /** The column that is compared, also below a cast to a wider number, which changes neither value nor order. */
    private static @Nullable InputRef column(Expr side) {
        if (side instanceof Cast(InputRef column, var type, var _) && column.type().isIntegral() && type.isIntegral()
                && Projection.widens(column.type(), type)) {
            return column;
        }
        return side instanceof InputRef column ? column : null;
    }

    private boolean compare(Compare.Op op, InputRef column, @Nullable Object wanted) {
        ColumnBounds bounds = columns.apply(column.ordinal());
        if (wanted == null) {
            return op == Compare.Op.NULL_SAFE_EQ && bounds.nulls() != 0;
        }
        if (bounds.hasOnlyNulls()) {
            return false;
        }
        Object value = wanted instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : wanted;
        if (!(value instanceof Number || value instanceof byte[] || value instanceof Boolean || value instanceof java.math.BigInteger)) {
            return true;
        }
        if (value instanceof Double number && number.isNaN()) {
            // NaN is the largest value: everything is below or equal, and bounds say nothing of it
            return bounds.nans() || op == Compare.Op.LT || op == Compare.Op.LE || op == Compare.Op.NE;
        }
        Object min = bounds.min();
        Object max = bounds.max();
        return switch (op) {
            case EQ, NULL_SAFE_EQ ->
                    (min == null || ColumnBounds.compare(min, value) <= 0) && (max == null || ColumnBounds.compare(max, value) >= 0);
            case NE -> bounds.nans() || min == null || max == null || ColumnBounds.compare(min, value) != 0
                    || ColumnBounds.compare(max, value) != 0;
            case LT -> min == null || ColumnBounds.compare(min, value) < 0;
            case LE -> min == null || ColumnBounds.compare(min, value) <= 0;
            case GT -> bounds.nans() || max == null || ColumnBounds.compare(max, value) > 0;
            case GE -> bounds.nans() || max == null || ColumnBounds.compare(max, value) >= 0;
        };
    }

    /** {@code startswith(column, 'prefix')}: the prefix has to lie between the bounds, as far as they go. */
    private boolean mayStart(Call call) {
        if (!call.function().equals("startswith") || !(call.arguments().getFirst() instanceof InputRef column)
                || !(call.arguments().get(1) instanceof Literal literal) || !(literal.value() instanceof String text)) {
            return true;
        }
        ColumnBounds bounds = columns.apply(column.ordinal());
        byte[] prefix = text.getBytes(StandardCharsets.UTF_8);
        if (bounds.hasOnlyNulls()) {
            return false;
        }
        boolean above = bounds.min() instanceof byte[] min && Arrays.compareUnsigned(cut(min, prefix.length), prefix) > 0;
        boolean below = bounds.max() instanceof byte[] max && Arrays.compareUnsigned(max, prefix) < 0;
        return !above && !below;
    }

    private static byte[] cut(byte[] bytes, int length) {
        return bytes.length <= length ? bytes : Arrays.copyOf(bytes, length);
    }
}
