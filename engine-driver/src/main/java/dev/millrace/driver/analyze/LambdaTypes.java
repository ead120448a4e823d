package dev.millrace.driver.analyze;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Expr;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLambda;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types of the parameters that higher-order functions hand to their lambdas. */
final class LambdaTypes {

    private LambdaTypes() {}

    static boolean isHigherOrder(UnresolvedCall call) {
        for (UnresolvedExpr argument : call.arguments()) {
            if (argument instanceof UnresolvedLambda) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param position  of the lambda among the arguments
     * @param arguments the typed arguments, null where a lambda stands
     */
    static List<DataType> of(String function, int position, List<@Nullable Expr> arguments, String text) {
        return switch (function) {
            case "transform", "filter" -> List.of(element(arguments, 0, text), DataType.INT);
            case "exists", "any_match", "forall", "all_match" -> List.of(element(arguments, 0, text));
            case "array_sort" -> List.of(element(arguments, 0, text), element(arguments, 0, text));
            case "zip_with" -> List.of(element(arguments, 0, text), element(arguments, 1, text));
            case "aggregate", "reduce" -> position == 2
                    ? List.of(type(arguments, 1, text), element(arguments, 0, text))
                    : List.of(type(arguments, 1, text));
            case "map_filter", "transform_keys", "transform_values" ->
                    List.of(map(arguments, 0, text).key(), map(arguments, 0, text).value());
            case "map_zip_with" -> List.of(map(arguments, 0, text).key(), map(arguments, 0, text).value(), map(arguments, 1, text).value());
            default -> throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail",
                    function + " takes no lambda function.");
        };
    }

    private static DataType type(List<@Nullable Expr> arguments, int position, String text) {
        Expr argument = position < arguments.size() ? arguments.get(position) : null;
        if (argument == null) {
            throw expected("a value", position, "a lambda function", text);
        }
        return argument.type();
    }

    private static DataType element(List<@Nullable Expr> arguments, int position, String text) {
        DataType type = type(arguments, position, text);
        if (type instanceof DataType.ArrayType(var element, var _)) {
            return element;
        }
        throw expected("ARRAY", position, type.sql(), text);
    }

    private static DataType.MapType map(List<@Nullable Expr> arguments, int position, String text) {
        DataType type = type(arguments, position, text);
        if (type instanceof DataType.MapType map) {
            return map;
        }
        throw expected("MAP", position, type.sql(), text);
    }

    private static EngineException expected(String expected, int position, String actual, String text) {
        return ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail",
                "argument " + (position + 1) + " must be " + expected + ", but it is " + actual + ".");
    }
}
