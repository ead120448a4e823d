package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.NamedExpr;
import java.util.List;

/** Computes columns of each row. */
public record Project(LogicalPlan input, List<NamedExpr> columns) implements LogicalPlan {

    public Project {
        columns = List.copyOf(columns);
    }

    @Override
    public List<Attribute> output() {
        return columns.stream().map(NamedExpr::output).toList();
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of(input);
    }

    @Override
    public Project withChildren(List<LogicalPlan> children) {
        return new Project(children.getFirst(), columns);
    }
}
