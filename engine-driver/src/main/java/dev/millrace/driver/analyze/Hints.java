package dev.millrace.driver.analyze;

import dev.millrace.plan.logical.Hint;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Repartition;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code BROADCAST(t)} stands above a whole query, but is about a relation of its FROM clause. */
final class Hints {

    private Hints() {}

    static LogicalPlan over(LogicalPlan input, String name, List<UnresolvedExpr> parameters) {
        if (parameters.isEmpty()) {
            return new Hint(input, name);
        }
        Set<String> relations = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (UnresolvedExpr parameter : parameters) {
            if (parameter instanceof UnresolvedColumn(var parts, var _)) {
                relations.add(parts.getLast());
            }
            if (parameter instanceof UnresolvedLiteral(var literal) && literal.value() instanceof Integer partitions) {
                return switch (name) {
                    case "coalesce" -> new Repartition(input, partitions, List.of(), false, false);
                    case "repartition", "rebalance" -> new Repartition(input, partitions, List.of(), false, true);
                    default -> input;
                };
            }
        }
        return about(input, name, relations);
    }

    private static LogicalPlan about(LogicalPlan plan, String name, Set<String> relations) {
        if (plan instanceof SubqueryAlias(var _, var alias)) {
            return relations.contains(alias) ? new Hint(plan, name) : plan;
        }
        List<LogicalPlan> children = new ArrayList<>();
        boolean same = true;
        for (LogicalPlan child : plan.children()) {
            LogicalPlan changed = about(child, name, relations);
            same &= changed == child;
            children.add(changed);
        }
        return same ? plan : plan.withChildren(children);
    }
}
