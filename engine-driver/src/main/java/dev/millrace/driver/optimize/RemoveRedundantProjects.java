package dev.millrace.driver.optimize;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import java.util.List;

/** {@code Project(x, x's own columns) → x}, also in another order below an aggregate, which names the columns that it uses. */
final class RemoveRedundantProjects implements Rule.OfNode {

    @Override
    public String name() {
        return "remove_redundant_projects";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return switch (node) {
            case Project(var input, var columns) when same(columns, input.output()) -> input;
            case Aggregate(Project(var input, var columns), var groupings, var aggregates) when onlyPasses(columns) ->
                    new Aggregate(input, groupings, aggregates);
            default -> node;
        };
    }

    private static boolean onlyPasses(List<NamedExpr> columns) {
        for (NamedExpr column : columns) {
            if (!column.isPassThrough()) {
                return false;
            }
        }
        return true;
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
