package dev.millrace.driver.command;

import dev.millrace.expr.Literal;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import java.util.List;

/** Values of expressions in statements: {@code SET VARIABLE x = (SELECT max(a) FROM t)}. */
final class Constants {

    private Constants() {}

    /** An expression without columns, subqueries allowed. */
    static Literal value(CommandContext context, UnresolvedExpr expr) {
        UnresolvedPlan row = new UnresolvedPlan.Project(new UnresolvedPlan.Range(0, 1, 1, 1),
                List.of(new UnresolvedAlias(expr, List.of("value"))));
        LogicalPlan plan = context.engine().analyze(row);
        return new Literal(context.rows(plan, 1).getFirst().getFirst(), plan.output().getFirst().type());
    }
}
