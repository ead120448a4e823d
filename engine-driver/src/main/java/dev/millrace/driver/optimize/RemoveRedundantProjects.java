package dev.millrace.driver.optimize;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import java.util.List;

/** {@code Project(x, x's own columns) → x}. */
final class RemoveRedundantProjects implements Rule.OfNode {

    @Override
    public String name() {
        return "remove_redundant_projects";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return node instanceof Project(var input, var columns) && same(columns, input.output()) ? input : node;
    }

    private static boolean same(List<NamedExpr> columns, List<Attribute> output) {
        if (columns.size() != output.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            NamedExpr column = columns.get(i);
            Attribute attribute = output.get(i);
            if (!column.isPassThrough() || column.output().id() != attribute.id() || !column.output().name().equals(attribute.name())) {
                return false;
            }
        }
        return true;
    }
}
