package dev.millrace.api;

import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedCase;
import dev.millrace.plan.unresolved.UnresolvedCast;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLambda;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import dev.millrace.plan.unresolved.UnresolvedStar;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Java functions over columns as lambda expressions. A lambda's parameters are named by how many lambdas lie within its body ({@code x_0},
 * {@code x_1} …), so that an inner one never hides an outer one and the same Java code always gives the same expression. The name is known
 * only when the body has been built: until then a parameter is recognized by its identity.
 */
final class Lambdas {

    private static final String[] LETTERS = {"x", "y", "z"};

    private Lambdas() {}

    static Column of(int parameters, Function<Column[], Column> function) {
        Column[] columns = new Column[parameters];
        for (int i = 0; i < parameters; i++) {
            columns[i] = new Column(new UnresolvedColumn(List.of(LETTERS[i]), Origin.NONE));
        }
        UnresolvedExpr body = function.apply(columns).expr();
        int height = height(body);
        List<String> names = new ArrayList<>(parameters);
        Map<UnresolvedExpr, UnresolvedExpr> named = new IdentityHashMap<>();
        for (int i = 0; i < parameters; i++) {
            String name = LETTERS[i] + "_" + height;
            names.add(name);
            named.put(columns[i].expr(), new UnresolvedColumn(List.of(name), Origin.NONE));
        }
        return new Column(new UnresolvedLambda(names, replace(body, named)));
    }

    private static int height(UnresolvedExpr expr) {
        int height = 0;
        for (UnresolvedExpr child : children(expr)) {
            height = Math.max(height, height(child));
        }
        return expr instanceof UnresolvedLambda ? height + 1 : height;
    }

    private static List<UnresolvedExpr> children(UnresolvedExpr expr) {
        List<UnresolvedExpr> children = new ArrayList<>();
        switch (expr) {
            case UnresolvedColumn _, UnresolvedStar _, UnresolvedLiteral _, ResolvedColumn _ -> {
            }
            case UnresolvedAlias(var input, var _) -> children.add(input);
            case UnresolvedCast(var input, var _, var _) -> children.add(input);
            case UnresolvedSortKey(var input, var _, var _) -> children.add(input);
            case UnresolvedLambda(var _, var body) -> children.add(body);
            case UnresolvedCase(var conditions, var values, var otherwise) -> {
                children.addAll(conditions);
                children.addAll(values);
                otherwise.ifPresent(children::add);
            }
            case UnresolvedCall call -> {
                children.addAll(call.arguments());
                call.filter().ifPresent(children::add);
                children.addAll(call.order());
            }
            case UnresolvedWindow(var function, var partitionBy, var orderBy, var _) -> {
                children.add(function);
                children.addAll(partitionBy);
                children.addAll(orderBy);
            }
        }
        return children;
    }

    private static UnresolvedExpr replace(UnresolvedExpr expr, Map<UnresolvedExpr, UnresolvedExpr> named) {
        return switch (expr) {
            case UnresolvedColumn column -> named.getOrDefault(column, column);
            case UnresolvedStar _, UnresolvedLiteral _, ResolvedColumn _ -> expr;
            case UnresolvedAlias(var input, var names) -> new UnresolvedAlias(replace(input, named), names);
            case UnresolvedCast(var input, var type, var onError) -> new UnresolvedCast(replace(input, named), type, onError);
            case UnresolvedSortKey key -> replace(key, named);
            case UnresolvedLambda(var parameters, var body) -> new UnresolvedLambda(parameters, replace(body, named));
            case UnresolvedCase(var conditions, var values, var otherwise) ->
                    new UnresolvedCase(replace(conditions, named), replace(values, named), otherwise.map(value -> replace(value, named)));
            case UnresolvedCall(var name, var arguments, var distinct, var filter, var order, var origin) ->
                    new UnresolvedCall(name, replace(arguments, named), distinct, filter.map(condition -> replace(condition, named)),
                            replaceKeys(order, named), origin);
            case UnresolvedWindow(var function, var partitionBy, var orderBy, var frame) ->
                    new UnresolvedWindow(replace(function, named), replace(partitionBy, named), replaceKeys(orderBy, named), frame);
        };
    }

    private static UnresolvedSortKey replace(UnresolvedSortKey key, Map<UnresolvedExpr, UnresolvedExpr> named) {
        return new UnresolvedSortKey(replace(key.input(), named), key.ascending(), key.nullsFirst());
    }

    private static List<UnresolvedSortKey> replaceKeys(List<UnresolvedSortKey> keys, Map<UnresolvedExpr, UnresolvedExpr> named) {
        List<UnresolvedSortKey> replaced = new ArrayList<>(keys.size());
        for (UnresolvedSortKey key : keys) {
            replaced.add(replace(key, named));
        }
        return replaced;
    }

    private static List<UnresolvedExpr> replace(List<UnresolvedExpr> exprs, Map<UnresolvedExpr, UnresolvedExpr> named) {
        List<UnresolvedExpr> replaced = new ArrayList<>(exprs.size());
        for (UnresolvedExpr expr : exprs) {
            replaced.add(replace(expr, named));
        }
        return replaced;
    }
}
