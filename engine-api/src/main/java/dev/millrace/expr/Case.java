package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code CASE WHEN c1 THEN v1 … ELSE otherwise END}: the value of the first condition that is true. Values are evaluated only for the
 * rows that take them.
 * All values have the type {@code type}.
 *
 * @param conditions BOOLEAN, as many as {@code values}, at least one
 * @param otherwise  value when no condition holds; a NULL literal when there is no ELSE
 */
public record Case(List<Expr> conditions, List<Expr> values, Expr otherwise, DataType type) implements Expr {

    public Case {
        conditions = List.copyOf(conditions);
        values = List.copyOf(values);
    }

    @Override
    public boolean nullable() {
        return otherwise.nullable() || values.stream().anyMatch(Expr::nullable);
    }

    /** Conditions, then values, then the ELSE value. */
    @Override
    public List<Expr> children() {
        List<Expr> all = new ArrayList<>(conditions);
        all.addAll(values);
        all.add(otherwise);
        return all;
    }

    @Override
    public Case withChildren(List<Expr> children) {
        int branches = conditions.size();
        return new Case(children.subList(0, branches), children.subList(branches, 2 * branches), children.get(2 * branches), type);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("CASE");
        for (int i = 0; i < conditions.size(); i++) {
            text.append(" WHEN ").append(conditions.get(i)).append(" THEN ").append(values.get(i));
        }
        return text.append(" ELSE ").append(otherwise).append(" END").toString();
    }
}
