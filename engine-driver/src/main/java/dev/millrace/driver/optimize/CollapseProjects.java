package dev.millrace.driver.optimize;

import dev.millrace.driver.expression.References;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code Project(Project(x)) → Project(x)}, unless that would compute something twice. */
final class CollapseProjects implements Rule.OfNode {

    private final Determinism determinism;

    CollapseProjects(Determinism determinism) {
        this.determinism = determinism;
    }

    @Override
    public String name() {
        return "collapse_projects";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof Project(Project(var input, var inner), var outer)) || !determinism.ofAll(inner) || repeats(outer, inner)) {
            return node;
        }
        Map<Long, Expr> definitions = References.definitions(inner);
        List<NamedExpr> merged = new ArrayList<>(outer.size());
        for (NamedExpr column : outer) {
            merged.add(new NamedExpr(column.output(), References.substitute(column.expr(), definitions)));
        }
        return new Project(input, merged);
    }

    private static boolean repeats(List<NamedExpr> outer, List<NamedExpr> inner) {
        Map<Long, Integer> uses = new HashMap<>();
        for (NamedExpr column : outer) {
            count(column.expr(), uses);
        }
        for (NamedExpr column : inner) {
            boolean cheap = column.expr() instanceof ColumnRef || column.expr() instanceof Literal;
            if (!cheap && uses.getOrDefault(column.output().id(), 0) > 1) {
                return true;
            }
        }
        return false;
    }

    private static void count(Expr expr, Map<Long, Integer> uses) {
        if (expr instanceof ColumnRef(var attribute)) {
            uses.merge(attribute.id(), 1, Integer::sum);
        }
        for (Expr child : expr.children()) {
            count(child, uses);
        }
    }
}
