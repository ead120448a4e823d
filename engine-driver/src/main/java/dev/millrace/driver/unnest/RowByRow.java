package dev.millrace.driver.unnest;

import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Generate;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.SubqueryAlias;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A right side that reads no table, {@code LATERAL (SELECT explode(l.items))}: its steps are steps of the left rows. */
final class RowByRow {

    private RowByRow() {}

    /** The left rows with what {@code right} computes of each beside them; empty when the right side reads something. */
    static Optional<LogicalPlan> over(LogicalPlan left, LogicalPlan right) {
        return switch (right) {
            case LocalTable(var rows, var output) when rows.rowCount() == 1 && output.isEmpty() -> Optional.of(left);
            case SubqueryAlias(var input, var _) -> over(left, input);
            case Project(var input, var columns) -> over(left, input).map(below -> {
                List<NamedExpr> all = new ArrayList<>();
                left.output().forEach(attribute -> all.add(NamedExpr.of(attribute)));
                all.addAll(columns);
                return new Project(below, all);
            });
            case Filter(var input, var condition) -> over(left, input).map(below -> new Filter(below, condition));
            case Generate generate -> over(left, generate.input()).map(below -> generate.withChildren(List.of(below)));
            default -> Optional.empty();
        };
    }
}
