package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code input IN (items)} in three-valued logic: NULL when nothing matches and the input or an item is NULL. Input and items have one
 * type.
 */
public record InList(Expr input, List<Expr> items) implements Expr {

    public InList {
        items = List.copyOf(items);
    }

    @Override
    public DataType type() {
        return DataType.BOOLEAN;
    }

    @Override
    public boolean nullable() {
        return input.nullable() || items.stream().anyMatch(Expr::nullable);
    }

    @Override
    public List<Expr> children() {
        List<Expr> all = new ArrayList<>();
        all.add(input);
        all.addAll(items);
        return all;
    }

    @Override
    public InList withChildren(List<Expr> children) {
        return new InList(children.getFirst(), children.subList(1, children.size()));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("(").append(input).append(" IN (");
        for (int i = 0; i < items.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(i == 10 ? "…" : items.get(i));
            if (i == 10) {
                break;
            }
        }
        return text.append("))").toString();
    }
}
