package dev.millrace.executor.kernel;

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
import dev.millrace.expr.OnError;
import dev.millrace.expr.Or;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.Storage;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the compiler asks of an expression before it decides how to evaluate it. */
final class ExprTraits {

    /** Cost of an expression that is worth finding out which rows need it. */
    static final int COSTLY = 10;

    /** Their result depends on more than their arguments. */
    private static final Set<String> VOLATILE =
            Set.of("rand", "random", "randn", "uuid", "shuffle", "monotonically_increasing_id", "spark_partition_id",
                    "randstr", "uniform", "input_file_name");

    /** Calls that give a result for all arguments. */
    private static final Set<String> TOTAL =
            Set.of("like", "ilike", "contains", "startswith", "endswith", "coalesce", "nvl", "nvl2", "ifnull", "nullif", "if",
                    "iff", "least", "greatest", "upper", "lower", "trim", "ltrim", "rtrim", "length", "char_length", "octet_length",
                    "substring", "substr", "left",
                    "right", "isnan", "isnull", "isnotnull", "year", "month", "day", "dayofmonth", "quarter", "hour", "minute", "second");

    private ExprTraits() {}

    /** Positions of the input columns that are read, ascending. */
    static SortedSet<Integer> columns(Expr expr) {
        SortedSet<Integer> columns = new TreeSet<>();
        collect(expr, columns);
        return columns;
    }

    private static void collect(Expr expr, SortedSet<Integer> columns) {
        if (expr instanceof InputRef ref) {
            columns.add(ref.ordinal());
        }
        expr.children().forEach(child -> collect(child, columns));
    }

    /** True when equal inputs give equal results. */
    static boolean isDeterministic(Expr expr) {
        return !(expr instanceof Call call && VOLATILE.contains(call.function()))
                && expr.children().stream().allMatch(ExprTraits::isDeterministic);
    }

    /** True when some input may end in an error. */
    static boolean canFail(Expr expr) {
        boolean itself = switch (expr) {
            case Arithmetic arithmetic -> arithmetic.onError() == OnError.THROW && arithmetic.type().storage() != Storage.DOUBLE;
            case Cast cast -> cast.onError() == OnError.THROW && !isWidening(cast.input().type(), cast.type());
            case Call call -> !TOTAL.contains(call.function());
            case Lambda _ -> true;
            case Literal _, ColumnRef _, InputRef _, Compare _, And _, Or _, Not _, IsNull _, Case _, InList _, LambdaVariable _ -> false;
        };
        boolean divides = expr instanceof Arithmetic arithmetic && arithmetic.onError() == OnError.THROW && switch (arithmetic.op()) {
            case DIVIDE, INTEGRAL_DIVIDE, REMAINDER -> true;
            case ADD, SUBTRACT, MULTIPLY -> false;
        };
        return itself || divides || expr.children().stream().anyMatch(ExprTraits::canFail);
    }

    private static boolean isWidening(DataType from, DataType to) {
        return switch (to) {
            case DataType.StringType _ -> true;
            case DecimalType decimal -> whole(from) <= decimal.precision() - decimal.scale()
                    && (!(from instanceof DecimalType(var _, var scale)) || scale <= decimal.scale());
            case DataType.DoubleType _, DataType.FloatType _ -> from.isNumeric();
            case DataType.DateType _, DataType.TimestampNtzType _ ->
                    from instanceof DataType.TimestampType || from instanceof DataType.TimestampNtzType;
            default -> from.isIntegral() && to.isIntegral() && width(from) <= width(to);
        };
    }

    /** Most digits before the point; more than any decimal has when they are not bounded. */
    private static int whole(DataType type) {
        return switch (type) {
            case DataType.ByteType _ -> 3;
            case DataType.ShortType _ -> 5;
            case DataType.IntType _ -> 10;
            case DataType.LongType _ -> 19;
            case DecimalType(var precision, var scale) -> precision - scale;
            default -> Integer.MAX_VALUE;
        };
    }

    private static int width(DataType type) {
        return switch (type) {
            case DataType.ByteType _ -> 1;
            case DataType.ShortType _ -> 2;
            case DataType.IntType _ -> 4;
            default -> 8;
        };
    }

    /** About how many passes over a batch the expression costs. */
    static int cost(Expr expr) {
        int own = switch (expr) {
            case Literal _, InputRef _, ColumnRef _, LambdaVariable _ -> 0;
            case IsNull _, Not _, And _, Or _, Case _ -> 1;
            case Compare compare -> weight(compare.left().type());
            case InList list -> 2 * weight(list.input().type());
            case Arithmetic arithmetic -> arithmetic.op() == Arithmetic.Op.MULTIPLY || arithmetic.op() == Arithmetic.Op.ADD
                    || arithmetic.op() == Arithmetic.Op.SUBTRACT ? weight(arithmetic.type()) : 4 * weight(arithmetic.type());
            case Cast cast -> weight(cast.input().type()) * weight(cast.type());
            case Call _, Lambda _ -> COSTLY;
        };
        return own + expr.children().stream().mapToInt(ExprTraits::cost).sum();
    }

    private static int weight(DataType type) {
        return switch (type.storage()) {
            case BOOLEAN, INT, LONG, DOUBLE, NULL -> 1;
            case DECIMAL128 -> 2;
            case BYTES -> 4;
            case LIST, MAP, STRUCT -> COSTLY;
        };
    }
}
