package dev.millrace.plan.unresolved;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** An expression before analysis; what a {@code Column} holds. */
public sealed interface UnresolvedExpr
        permits UnresolvedColumn, UnresolvedStar, UnresolvedLiteral, UnresolvedCall, UnresolvedAlias, UnresolvedCast,
        UnresolvedCase, UnresolvedSortKey, UnresolvedLambda, UnresolvedWindow, UnresolvedSubquery, UnresolvedText,
        UnresolvedAll, UnresolvedNamedArgument, ResolvedColumn {

    /** The expressions that this one is made of; of a subquery, the values that it looks for and nothing of its plan. */
    default List<UnresolvedExpr> children() {
        return switch (this) {
            case UnresolvedColumn _, UnresolvedStar _, UnresolvedLiteral _, UnresolvedText _, UnresolvedAll _,
                    ResolvedColumn _ -> List.of();
            case UnresolvedAlias(var input, var _) -> List.of(input);
            case UnresolvedCast(var input, var _, var _) -> List.of(input);
            case UnresolvedSortKey(var input, var _, var _) -> List.of(input);
            case UnresolvedLambda(var _, var body) -> List.of(body);
            case UnresolvedNamedArgument(var _, var value) -> List.of(value);
            case UnresolvedSubquery(var _, var _, var values, var _) -> values;
            case UnresolvedCase(var conditions, var values, var otherwise) -> {
                List<UnresolvedExpr> children = new ArrayList<>(conditions);
                children.addAll(values);
                otherwise.ifPresent(children::add);
                yield children;
            }
            case UnresolvedCall call -> {
                List<UnresolvedExpr> children = new ArrayList<>(call.arguments());
                call.filter().ifPresent(children::add);
                children.addAll(call.order());
                yield children;
            }
            case UnresolvedWindow(var function, var partitionBy, var orderBy, var _, var _) -> {
                List<UnresolvedExpr> children = new ArrayList<>();
                children.add(function);
                children.addAll(partitionBy);
                children.addAll(orderBy);
                yield children;
            }
        };
    }

    /** The same expression with each child replaced by what {@code step} makes of it. A sort key must stay a sort key. */
    default UnresolvedExpr mapChildren(UnaryOperator<UnresolvedExpr> step) {
        return switch (this) {
            case UnresolvedColumn _, UnresolvedStar _, UnresolvedLiteral _, UnresolvedText _, UnresolvedAll _, ResolvedColumn _ -> this;
            case UnresolvedAlias(var input, var names) -> new UnresolvedAlias(step.apply(input), names);
            case UnresolvedCast(var input, var type, var onError) -> new UnresolvedCast(step.apply(input), type, onError);
            case UnresolvedSortKey(var input, var ascending, var nullsFirst) ->
                    new UnresolvedSortKey(step.apply(input), ascending, nullsFirst);
            case UnresolvedLambda(var parameters, var body) -> new UnresolvedLambda(parameters, step.apply(body));
            case UnresolvedNamedArgument(var name, var value) -> new UnresolvedNamedArgument(name, step.apply(value));
            case UnresolvedSubquery(var kind, var plan, var values, var origin) ->
                    new UnresolvedSubquery(kind, plan, mapped(values, step), origin);
            case UnresolvedCase(var conditions, var values, var otherwise) ->
                    new UnresolvedCase(mapped(conditions, step), mapped(values, step), otherwise.map(step));
            case UnresolvedCall(var name, var arguments, var distinct, var filter, var order, var origin) ->
                    new UnresolvedCall(name, mapped(arguments, step), distinct, filter.map(step), mappedKeys(order, step), origin);
            case UnresolvedWindow(var function, var partitionBy, var orderBy, var frame, var ignoreNulls) ->
                    new UnresolvedWindow(step.apply(function), mapped(partitionBy, step), mappedKeys(orderBy, step), frame, ignoreNulls);
        };
    }

    private static List<UnresolvedExpr> mapped(List<UnresolvedExpr> exprs, UnaryOperator<UnresolvedExpr> step) {
        List<UnresolvedExpr> mapped = new ArrayList<>(exprs.size());
        for (UnresolvedExpr expr : exprs) {
            mapped.add(step.apply(expr));
        }
        return mapped;
    }

    private static List<UnresolvedSortKey> mappedKeys(List<UnresolvedSortKey> keys, UnaryOperator<UnresolvedExpr> step) {
        List<UnresolvedSortKey> mapped = new ArrayList<>(keys.size());
        for (UnresolvedSortKey key : keys) {
            mapped.add((UnresolvedSortKey) step.apply(key));
        }
        return mapped;
    }
}
