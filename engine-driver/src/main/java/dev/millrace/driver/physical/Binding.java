package dev.millrace.driver.physical;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.SortKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns references by identity into references by position in one input. */
final class Binding {

    private final Map<Long, InputRef> byId = new HashMap<>();
    private final List<Attribute> input;

    Binding(List<Attribute> input) {
        this.input = input;
        for (int i = 0; i < input.size(); i++) {
            Attribute attribute = input.get(i);
            byId.putIfAbsent(attribute.id(), new InputRef(i, attribute.type(), attribute.nullable(), attribute.name()));
        }
    }

    Expr bind(Expr expr) {
        return expr.rewrite(this::node);
    }

    private Expr node(Expr node) {
        if (!(node instanceof ColumnRef(var attribute))) {
            return node;
        }
        InputRef bound = byId.get(attribute.id());
        if (bound == null) {
            List<String> names = new ArrayList<>();
            for (Attribute known : input) {
                names.add(known.name());
            }
            throw ErrorCondition.INTERNAL_ERROR.with("detail",
                    "The column " + attribute.name() + " is not among the input columns " + names + ".");
        }
        return bound;
    }

    List<Expr> bind(List<Expr> expressions) {
        List<Expr> bound = new ArrayList<>(expressions.size());
        for (Expr expr : expressions) {
            bound.add(bind(expr));
        }
        return bound;
    }

    List<Expr> named(List<NamedExpr> columns) {
        List<Expr> bound = new ArrayList<>(columns.size());
        for (NamedExpr column : columns) {
            bound.add(bind(column.expr()));
        }
        return bound;
    }

    List<SortKey> keys(List<SortKey> keys) {
        List<SortKey> bound = new ArrayList<>(keys.size());
        for (SortKey key : keys) {
            bound.add(new SortKey(bind(key.expr()), key.ascending(), key.nullsFirst()));
        }
        return bound;
    }

    AggregateCall call(AggregateCall call) {
        Expr filter = call.filter();
        return new AggregateCall(call.function(), bind(call.arguments()), call.distinct(), filter == null ? null : bind(filter),
                keys(call.order()), call.type(), call.nullable());
    }
}
