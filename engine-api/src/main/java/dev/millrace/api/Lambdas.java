package dev.millrace.api;

import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLambda;
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
        for (UnresolvedExpr child : expr.children()) {
            height = Math.max(height, height(child));
        }
        return expr instanceof UnresolvedLambda ? height + 1 : height;
    }

    private static UnresolvedExpr replace(UnresolvedExpr expr, Map<UnresolvedExpr, UnresolvedExpr> named) {
        return expr instanceof UnresolvedColumn ? named.getOrDefault(expr, expr) : expr.mapChildren(child -> replace(child, named));
    }
}
