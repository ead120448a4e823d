package dev.millrace.driver.optimize;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Expand;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Generate;
import dev.millrace.plan.logical.Hint;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.MarkJoin;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Range;
import dev.millrace.plan.logical.RecursiveTable;
import dev.millrace.plan.logical.Repartition;
import dev.millrace.plan.logical.Sample;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.logical.SetOperation;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.logical.Union;
import dev.millrace.plan.logical.Window;
import dev.millrace.plan.logical.Write;
import java.util.ArrayList;
import java.util.List;

/** {@code Filter(x, FALSE) → no rows}, and no rows through whatever makes nothing of nothing. */
final class PropagateEmpty implements Rule.OfNode {

    @Override
    public String name() {
        return "propagate_empty";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return switch (node) {
            case Filter(var input, var condition) -> neverTrue(Conjuncts.of(condition)) || isEmpty(input) ? empty(node) : node;
            case Limit(var input, var limit, var _) -> limit == 0 || isEmpty(input) ? empty(node) : node;
            case Join join -> join(join);
            case Union(var inputs, var output) -> union(node, inputs, output);
            case Aggregate(var input, var groupings, var _) -> !groupings.isEmpty() && isEmpty(input) ? empty(node) : node;
            case Project _, Sort _, Distinct _, Sample _, Repartition _, Generate _, Expand _, Window _, Hint _ ->
                    isEmpty(node.children().getFirst()) ? empty(node) : node;
            case Scan scan -> neverTrue(scan.filters()) ? empty(node) : node;
            case DependentJoin _, MarkJoin _, LocalTable _, RecursiveTable _, Range _, SetOperation _, SubqueryAlias _, Write _ -> node;
        };
    }

    private static boolean neverTrue(List<Expr> conjuncts) {
        for (Expr conjunct : conjuncts) {
            if (Conjuncts.isNeverTrue(conjunct)) {
                return true;
            }
        }
        return false;
    }

    private static LogicalPlan join(Join join) {
        boolean noLeft = isEmpty(join.left());
        boolean noRight = isEmpty(join.right());
        boolean nothing = switch (join.type()) {
            case INNER, CROSS, SEMI -> noLeft || noRight;
            case LEFT, ANTI, NULL_AWARE_ANTI -> noLeft;
            case RIGHT -> noRight;
            case FULL -> noLeft && noRight;
        };
        if (nothing) {
            return empty(join);
        }
        return switch (join.type()) {
            case ANTI, NULL_AWARE_ANTI -> noRight ? join.left() : join;
            case INNER, CROSS, SEMI, LEFT, RIGHT, FULL -> join;
        };
    }

    private static LogicalPlan union(LogicalPlan node, List<LogicalPlan> inputs, List<Attribute> output) {
        List<LogicalPlan> kept = new ArrayList<>();
        for (LogicalPlan input : inputs) {
            if (!isEmpty(input)) {
                kept.add(input);
            }
        }
        if (kept.size() == inputs.size()) {
            return node;
        }
        if (kept.isEmpty()) {
            return empty(node);
        }
        if (kept.size() > 1) {
            return new Union(kept, output);
        }
        List<NamedExpr> columns = new ArrayList<>();
        for (int i = 0; i < output.size(); i++) {
            columns.add(new NamedExpr(output.get(i), kept.getFirst().output().get(i).ref()));
        }
        return new Project(kept.getFirst(), columns);
    }

    private static boolean isEmpty(LogicalPlan plan) {
        return plan instanceof LocalTable(var rows, var _) && rows.rowCount() == 0;
    }

    private static LogicalPlan empty(LogicalPlan node) {
        return new LocalTable(new LocalRows(node.schema(), List.of()), node.output());
    }
}
