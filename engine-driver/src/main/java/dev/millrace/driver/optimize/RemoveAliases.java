package dev.millrace.driver.optimize;

import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.SubqueryAlias;

/** {@code SubqueryAlias(x) → x}: qualifiers have done their work. */
final class RemoveAliases implements Rule.OfNode {

    @Override
    public String name() {
        return "remove_aliases";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return node instanceof SubqueryAlias(var input, var _) ? input : node;
    }
}
