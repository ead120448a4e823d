package dev.millrace.driver.optimize;

import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.WindowFrame;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.SetOperation;
import dev.millrace.plan.logical.Window;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code INTERSECT → Distinct(SemiJoin)}, {@code EXCEPT → Distinct(AntiJoin)}, nulls equal to nulls. With ALL, equal rows are numbered on
 * both sides, and the number is one more column to compare.
 */
final class RewriteSetOperations implements Rule.OfNode {

    private final AttributeIds ids;

    RewriteSetOperations(AttributeIds ids) {
        this.ids = ids;
    }

    @Override
    public String name() {
        return "rewrite_set_operations";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof SetOperation operation)) {
            return node;
        }
        JoinType type = switch (operation.kind()) {
            case INTERSECT -> JoinType.SEMI;
            case EXCEPT -> JoinType.ANTI;
        };
        LogicalPlan left = operation.all() ? numbered(operation.left()) : operation.left();
        LogicalPlan right = operation.all() ? numbered(operation.right()) : operation.right();
        List<Expr> equal = new ArrayList<>();
        for (int i = 0; i < left.output().size(); i++) {
            equal.add(new Compare(Compare.Op.NULL_SAFE_EQ, left.output().get(i).ref(), right.output().get(i).ref()));
        }
        Join join = new Join(left, right, type, Conjuncts.join(equal));
        return operation.all() ? first(join, operation.output()) : first(new Distinct(join), operation.output());
    }

    private LogicalPlan numbered(LogicalPlan input) {
        List<Expr> all = new ArrayList<>();
        for (Attribute attribute : input.output()) {
            all.add(attribute.ref());
        }
        AggregateCall call = new AggregateCall("row_number", List.of(), false, null, List.of(), DataType.INT, false);
        Window.Function number = new Window.Function(ids.attribute("copy", DataType.INT, false), call, WindowFrame.ROWS_SO_FAR, false);
        return new Window(input, all, List.of(SortKey.ascending(all.getFirst())), List.of(number));
    }

    private static LogicalPlan first(LogicalPlan plan, List<Attribute> output) {
        if (plan.output().equals(output)) {
            return plan;
        }
        List<NamedExpr> columns = new ArrayList<>();
        for (int i = 0; i < output.size(); i++) {
            columns.add(new NamedExpr(output.get(i), plan.output().get(i).ref()));
        }
        return new Project(plan, columns);
    }
}
