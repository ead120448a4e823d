package dev.millrace.driver.analyze;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the columns of a SELECT. A column that is only passed on keeps its identity, unless it is there already or was given an alias.
 */
final class OutputColumns {

    private final AttributeIds ids;
    private final List<NamedExpr> columns = new ArrayList<>();
    private final Set<Long> used = new HashSet<>();

    OutputColumns(AttributeIds ids) {
        this.ids = ids;
    }

    /** Adds a column; {@code keepsIdentity} is false for {@code x AS name}. */
    void add(Expr expr, String name, boolean keepsIdentity) {
        if (keepsIdentity && expr instanceof ColumnRef(var attribute) && used.add(attribute.id())) {
            columns.add(new NamedExpr(attribute.withName(name), expr));
        } else {
            columns.add(new NamedExpr(ids.attribute(name, expr.type(), expr.nullable()), expr));
        }
    }

    List<NamedExpr> columns() {
        return columns;
    }

    /** A projection of {@code input}, or the input itself when its columns are just these. */
    LogicalPlan over(LogicalPlan input) {
        List<Attribute> given = input.output();
        boolean same = given.size() == columns.size();
        for (int i = 0; same && i < columns.size(); i++) {
            NamedExpr column = columns.get(i);
            same = column.isPassThrough() && column.output().id() == given.get(i).id()
                    && column.output().name().equals(given.get(i).name());
        }
        return same ? input : new Project(input, columns);
    }
}
