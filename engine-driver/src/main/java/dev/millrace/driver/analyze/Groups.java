package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.Sameness;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import java.util.ArrayList;
import java.util.List;

/**
 * Expressions over groups: whatever equals a grouping expression becomes a reference to its column, and no other input column may be left.
 */
final class Groups {

    private final List<Expr> expressions = new ArrayList<>();
    private final List<NamedExpr> columns = new ArrayList<>();
    private final Scope input;

    /** @param input columns that are only available through groupings and aggregates */
    Groups(Scope input) {
        this.input = input;
    }

    /** {@code written}: the grouping as it stands in the query; {@code column}: what holds it in the result. */
    void add(Expr written, NamedExpr column) {
        expressions.add(written);
        columns.add(column);
    }

    Expr replace(Expr expr) {
        for (int i = 0; i < expressions.size(); i++) {
            if (Sameness.of(expressions.get(i), expr)) {
                return columns.get(i).output().ref();
            }
        }
        if (expr instanceof ColumnRef(var attribute) && input.contains(attribute.id())) {
            throw (expressions.isEmpty() ? ErrorCondition.MISSING_GROUP_BY : ErrorCondition.MISSING_AGGREGATION)
                    .with("expression", "\"" + attribute.name() + "\"");
        }
        List<Expr> before = expr.children();
        if (before.isEmpty()) {
            return expr;
        }
        List<Expr> after = new ArrayList<>(before.size());
        boolean same = true;
        for (Expr child : before) {
            Expr replaced = replace(child);
            same &= replaced == child;
            after.add(replaced);
        }
        return same ? expr : expr.withChildren(after);
    }
}
