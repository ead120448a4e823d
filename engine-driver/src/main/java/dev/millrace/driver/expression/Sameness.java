package dev.millrace.driver.expression;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Call;
import dev.millrace.expr.Case;
import dev.millrace.expr.Cast;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.LambdaVariable;
import dev.millrace.expr.Literal;
import dev.millrace.expr.SortKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether two expressions compute the same: the same operations over the same columns, whatever names the columns go by. Unlike {@code
 * equals} it looks at a column's identity only, and lambdas may name their parameters differently.
 */
public final class Sameness {

    private final Map<Long, Long> parameters = new HashMap<>();

    private Sameness() {}

    public static boolean of(Expr one, Expr other) {
        return one == other || new Sameness().same(one, other);
    }

    public static boolean of(List<Expr> some, List<Expr> others) {
        return some == others || new Sameness().all(some, others);
    }

    public static boolean of(AggregateCall one, AggregateCall other) {
        Expr filter = one.filter();
        Expr otherFilter = other.filter();
        boolean sameFilter = (filter == null || otherFilter == null) ? filter == otherFilter : of(filter, otherFilter);
        return one.function().equals(other.function()) && one.distinct() == other.distinct() && sameFilter
                && of(one.arguments(), other.arguments())
                && ofKeys(one.order(), other.order());
    }

    public static boolean ofKeys(List<SortKey> some, List<SortKey> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            SortKey one = some.get(i);
            SortKey other = others.get(i);
            same = one.ascending() == other.ascending() && one.nullsFirst() == other.nullsFirst() && of(one.expr(), other.expr());
        }
        return same;
    }

    public static boolean contains(List<Expr> expressions, Expr wanted) {
        for (Expr expr : expressions) {
            if (of(expr, wanted)) {
                return true;
            }
        }
        return false;
    }

    private boolean same(Expr one, Expr other) {
        if (one.getClass() != other.getClass()) {
            return false;
        }
        if (one instanceof Lambda lambda && !bind(lambda, (Lambda) other)) {
            return false;
        }
        return sameNode(one, other) && all(one.children(), other.children());
    }

    private boolean all(List<Expr> some, List<Expr> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = same(some.get(i), others.get(i));
        }
        return same;
    }

    private boolean bind(Lambda lambda, Lambda other) {
        boolean same = lambda.parameters().size() == other.parameters().size();
        for (int i = 0; same && i < lambda.parameters().size(); i++) {
            parameters.put(lambda.parameters().get(i).id(), other.parameters().get(i).id());
        }
        return same;
    }

    /** Compares what two nodes of one class say apart from their children. */
    private boolean sameNode(Expr one, Expr other) {
        if (one instanceof ColumnRef column) {
            return column.id() == ((ColumnRef) other).id();
        }
        if (one instanceof Literal literal) {
            return sameLiteral(literal, (Literal) other);
        }
        if (one instanceof Call call) {
            return call.function().equals(((Call) other).function());
        }
        if (one instanceof Arithmetic arithmetic) {
            return arithmetic.op() == ((Arithmetic) other).op() && arithmetic.onError() == ((Arithmetic) other).onError();
        }
        if (one instanceof Compare compare) {
            return compare.op() == ((Compare) other).op();
        }
        if (one instanceof Cast cast) {
            return cast.onError() == ((Cast) other).onError() && (cast.type() == other.type() || cast.type().equals(other.type()));
        }
        if (one instanceof Case cases) {
            return cases.conditions().size() == ((Case) other).conditions().size();
        }
        if (one instanceof InputRef ref) {
            return ref.ordinal() == ((InputRef) other).ordinal();
        }
        if (one instanceof LambdaVariable variable) {
            long bound = parameters.getOrDefault(variable.id(), variable.id());
            return bound == ((LambdaVariable) other).id();
        }
        return true;
    }

    private static boolean sameLiteral(Literal one, Literal other) {
        return (one.type() == other.type() || one.type().equals(other.type())) && Objects.deepEquals(one.value(), other.value());
    }
}
