package dev.millrace.driver.analyze;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import org.jspecify.annotations.Nullable;

/** What aggregate and window functions mean at the place where an expression stands. */
interface Clause {

    /** An aggregate function, as a reference to what computes it. */
    Expr aggregate(FunctionDefinition function, UnresolvedCall call, String text);

    /** A window function, as a reference to what computes it. */
    Expr window(UnresolvedWindow window, String text);

    /** A name that is no column of the scope: an alias that was given before, or null. */
    default @Nullable Expr alias(String name) {
        return null;
    }

    /** True when an alias of its name goes before this column of the scope. */
    default boolean hides(Attribute column) {
        return false;
    }

    /** A place where neither may stand. */
    record Plain(String place) implements Clause {
        @Override
        public Expr aggregate(FunctionDefinition function, UnresolvedCall call, String text) {
            throw place.equals(HiddenColumns.FILTER)
                    ? ErrorCondition.INVALID_WHERE_CONDITION.with("expression", "\"" + text + "\"")
                    : ErrorCondition.AGGREGATE_OUT_OF_PLACE.with("expression", "\"" + text + "\"", "place", place);
        }

        @Override
        public Expr window(UnresolvedWindow window, String text) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A window function in " + place, "advice",
                    "Compute it as a column first: " + text + ".");
        }
    }

    /** Inside the arguments of an aggregate function. */
    record AggregateArgument() implements Clause {
        @Override
        public Expr aggregate(FunctionDefinition function, UnresolvedCall call, String text) {
            throw ErrorCondition.NESTED_AGGREGATE_FUNCTION.with("expression", "\"" + text + "\"");
        }

        @Override
        public Expr window(UnresolvedWindow window, String text) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A window function inside an aggregate function", "advice",
                    "Compute it as a column first: " + text + ".");
        }
    }
}
