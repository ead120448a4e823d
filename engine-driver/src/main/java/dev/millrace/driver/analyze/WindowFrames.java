package dev.millrace.driver.analyze;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Cast;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.WindowFrame;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import dev.millrace.plan.unresolved.UnresolvedWindow.Bound;
import dev.millrace.types.DataType;
import dev.millrace.types.Widening;
import java.util.List;
import java.util.Optional;

/** The frame of a window function: what was written, what the function demands, or the default. */
final class WindowFrames {

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final UnresolvedWindow.Frame WHOLE_PARTITION =
            new UnresolvedWindow.Frame(UnresolvedWindow.Unit.ROWS, Bound.UNBOUNDED_PRECEDING, Bound.UNBOUNDED_FOLLOWING);
    private static final UnresolvedWindow.Frame ROWS_SO_FAR =
            new UnresolvedWindow.Frame(UnresolvedWindow.Unit.ROWS, Bound.UNBOUNDED_PRECEDING, Bound.CURRENT_ROW);
    private static final UnresolvedWindow.Frame PEERS_SO_FAR =
            new UnresolvedWindow.Frame(UnresolvedWindow.Unit.RANGE, Bound.UNBOUNDED_PRECEDING, Bound.CURRENT_ROW);

    private final ExpressionResolver resolver;
    private final String text;

    /** @param text of the function and its window, for messages */
    WindowFrames(ExpressionResolver resolver, String text) {
        this.resolver = resolver;
        this.text = text;
    }

    /** The frame as it could have been written. */
    static UnresolvedWindow.Frame written(UnresolvedWindow window) {
        if (window.function() instanceof UnresolvedCall call) {
            switch (call.name()) {
                case "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile" -> {
                    return ROWS_SO_FAR;
                }
                case "lag", "lead" -> {
                    Bound.Kind kind = call.name().equals("lag") ? Bound.Kind.PRECEDING : Bound.Kind.FOLLOWING;
                    Bound bound = new Bound(kind,
                            Optional.of(call.arguments().size() > 1 ? call.arguments().get(1) : new UnresolvedLiteral(Literal.of(1))));
                    return new UnresolvedWindow.Frame(UnresolvedWindow.Unit.ROWS, bound, bound);
                }
                default -> {
                }
            }
        }
        return window.frame().orElse(window.orderBy().isEmpty() ? WHOLE_PARTITION : PEERS_SO_FAR);
    }

    /**
     * The frame with typed bounds. Functions that have their own, as rank and lag, get all rows so far.
     *
     * @throws EngineException DATATYPE_MISMATCH, UNSUPPORTED_FEATURE
     */
    WindowFrame of(UnresolvedWindow window, AggregateCall call, List<SortKey> orderBy) {
        switch (call.function()) {
            case "lag", "lead", "first", "first_value", "last", "last_value", "any_value", "nth_value" -> {
            }
            default -> {
                if (window.ignoreNulls()) {
                    throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "IGNORE NULLS with the function " + call.function(), "advice",
                            "Use FILTER.");
                }
            }
        }
        switch (call.function()) {
            case "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead" -> {
                return WindowFrame.ROWS_SO_FAR;
            }
            default -> {
            }
        }
        UnresolvedWindow.Frame frame = written(window);
        boolean backwards = frame.from().kind() == Bound.Kind.UNBOUNDED_FOLLOWING || frame.to().kind() == Bound.Kind.UNBOUNDED_PRECEDING
                || frame.from().kind().compareTo(frame.to().kind()) > 0;
        if (backwards) {
            throw wrong("the frame ends before it begins.");
        }
        return switch (frame.unit()) {
            case ROWS -> new WindowFrame(WindowFrame.Unit.ROWS, counted(frame.from()), counted(frame.to()));
            case GROUPS -> {
                if (orderBy.isEmpty()) {
                    throw wrong("a frame in GROUPS needs an ORDER BY.");
                }
                yield new WindowFrame(WindowFrame.Unit.GROUPS, counted(frame.from()), counted(frame.to()));
            }
            case RANGE -> new WindowFrame(WindowFrame.Unit.RANGE, measured(frame.from(), orderBy), measured(frame.to(), orderBy));
        };
    }

    private WindowFrame.Bound counted(Bound bound) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING, UNBOUNDED_FOLLOWING -> new WindowFrame.Unbounded();
            case CURRENT_ROW -> new WindowFrame.Offset(0);
            case PRECEDING -> new WindowFrame.Offset(-count(bound));
            case FOLLOWING -> new WindowFrame.Offset(count(bound));
        };
    }

    private long count(Bound bound) {
        if (distance(bound) instanceof Literal(Number number, DataType type) && type.isIntegral() && number.longValue() >= 0) {
            return number.longValue();
        }
        throw wrong("the distance of a bound must be a whole number of at least 0.");
    }

    private Expr distance(Bound bound) {
        return resolver.resolve(bound.offset().orElseThrow());
    }

    private WindowFrame.Bound measured(Bound bound, List<SortKey> orderBy) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING, UNBOUNDED_FOLLOWING -> new WindowFrame.Unbounded();
            case CURRENT_ROW -> new WindowFrame.Offset(0);
            case PRECEDING -> limit(orderBy, distance(bound), false);
            case FOLLOWING -> limit(orderBy, distance(bound), true);
        };
    }

    private WindowFrame.Bound limit(List<SortKey> orderBy, Expr distance, boolean after) {
        if (orderBy.size() != 1) {
            throw wrong("a frame in RANGE with a distance needs exactly one sort key.");
        }
        if (distance instanceof Literal(Number number, var _) && number.doubleValue() < 0) {
            throw wrong("the distance of a bound must not be negative.");
        }
        SortKey key = orderBy.getFirst();
        Expr step = step(key.expr().type(), distance);
        Arithmetic.Op op = after == key.ascending() ? Arithmetic.Op.ADD : Arithmetic.Op.SUBTRACT;
        Expr value = ArithmeticTyping.build(op, key.expr(), step, OnError.NULL, text);
        boolean same = Casts.sameValues(value.type(), key.expr().type());
        return new WindowFrame.Limit(same ? value : new Cast(value, key.expr().type(), OnError.NULL), after);
    }

    /** The distance as something that can be added to a key of the type. */
    private Expr step(DataType key, Expr distance) {
        DataType type = distance.type();
        return switch (key) {
            case DataType.ByteType _, DataType.ShortType _, DataType.IntType _, DataType.LongType _ when type.isIntegral() ->
                    Casts.to(distance, Widening.numeric(key, type));
            case DataType.DecimalType _ when type.isNumeric() -> Casts.to(distance, key);
            case DataType.FloatType _, DataType.DoubleType _ when type.isNumeric() -> Casts.to(distance, DataType.DOUBLE);
            case DataType.DateType _ when type.isIntegral() -> Casts.to(distance, DataType.INT);
            case DataType.DateType _ when type instanceof DataType.YearMonthIntervalType || isWholeDays(distance) -> distance;
            case DataType.TimestampType _, DataType.TimestampNtzType _ when type instanceof DataType.YearMonthIntervalType
                    || type instanceof DataType.DayTimeIntervalType ->
                    distance;
            case DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _ when Casts.sameValues(key, type) -> distance;
            default -> throw wrong("the sort key has the type " + key.sql() + ", but the distance of the frame " + type.sql() + ".");
        };
    }

    private static boolean isWholeDays(Expr distance) {
        return distance instanceof Literal(Long micros, DataType.DayTimeIntervalType _) && micros % MICROS_PER_DAY == 0;
    }

    private EngineException wrong(String detail) {
        return ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail", detail);
    }
}
