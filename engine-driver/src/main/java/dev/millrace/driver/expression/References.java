package dev.millrace.driver.expression;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.SortKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which columns expressions refer to, by id, and putting other expressions in their place. */
public final class References {

    private References() {}

    public static Set<Long> of(Expr expr) {
        Set<Long> ids = new HashSet<>();
        collect(expr, ids);
        return ids;
    }

    public static void collect(Expr expr, Set<Long> ids) {
        if (expr instanceof ColumnRef(var attribute)) {
            ids.add(attribute.id());
            return;
        }
        List<Expr> children = expr.children();
        for (int i = 0; i < children.size(); i++) {
            collect(children.get(i), ids);
        }
    }

    public static void collect(AggregateCall call, Set<Long> ids) {
        for (Expr argument : call.arguments()) {
            collect(argument, ids);
        }
        Expr filter = call.filter();
        if (filter != null) {
            collect(filter, ids);
        }
        collect(call.order(), ids);
    }

    public static void collect(List<SortKey> keys, Set<Long> ids) {
        for (SortKey key : keys) {
            collect(key.expr(), ids);
        }
    }

    public static Set<Long> ids(List<Attribute> attributes) {
        Set<Long> ids = new HashSet<>();
        for (Attribute attribute : attributes) {
            ids.add(attribute.id());
        }
        return ids;
    }

    /** True when every column that {@code expr} refers to is among {@code ids}. */
    public static boolean within(Expr expr, Set<Long> ids) {
        if (expr instanceof ColumnRef(var attribute)) {
            return ids.contains(attribute.id());
        }
        List<Expr> children = expr.children();
        for (int i = 0; i < children.size(); i++) {
            if (!within(children.get(i), ids)) {
                return false;
            }
        }
        return true;
    }

    /** {@code expr} with the expressions that compute its columns in their place; other columns stay. */
    public static Expr substitute(Expr expr, Map<Long, Expr> by) {
        return expr.rewrite(node -> node instanceof ColumnRef(var attribute) ? by.getOrDefault(attribute.id(), node) : node);
    }

    public static AggregateCall substitute(AggregateCall call, Map<Long, Expr> by) {
        List<Expr> arguments = new ArrayList<>(call.arguments().size());
        for (Expr argument : call.arguments()) {
            arguments.add(substitute(argument, by));
        }
        Expr filter = call.filter();
        return new AggregateCall(call.function(), arguments, call.distinct(), filter == null ? null : substitute(filter, by),
                substitute(call.order(), by), call.type(), call.nullable());
    }

    public static List<SortKey> substitute(List<SortKey> keys, Map<Long, Expr> by) {
        List<SortKey> changed = new ArrayList<>(keys.size());
        for (SortKey key : keys) {
            changed.add(new SortKey(substitute(key.expr(), by), key.ascending(), key.nullsFirst()));
        }
        return changed;
    }

    /** What computes each column, by its id. */
    public static Map<Long, Expr> definitions(List<NamedExpr> columns) {
        Map<Long, Expr> definitions = new HashMap<>();
        for (NamedExpr column : columns) {
            definitions.put(column.output().id(), column.expr());
        }
        return definitions;
    }
}
