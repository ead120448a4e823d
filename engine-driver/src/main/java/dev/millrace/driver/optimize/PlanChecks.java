package dev.millrace.driver.optimize;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.List;

/** What must hold after every rule. */
final class PlanChecks {

    private PlanChecks() {}

    /** The same columns by identity, name and type. */
    static void sameColumns(Rule rule, LogicalPlan before, LogicalPlan after) {
        List<Attribute> old = before.output();
        List<Attribute> changed = after.output();
        boolean same = old.size() == changed.size();
        for (int i = 0; same && i < old.size(); i++) {
            Attribute one = old.get(i);
            Attribute other = changed.get(i);
            same = one.id() == other.id() && one.name().equals(other.name())
                    && (one.type() == other.type() || one.type().equals(other.type()));
        }
        if (!same) {
            throw ErrorCondition.INTERNAL_ERROR.with("detail",
                    "The rule " + rule.name() + " changed the columns of the plan from " + before.schema().names()
                            + " to " + after.schema().names() + ". It can be switched off: debug.optimizer.disabled=" + rule.name() + ".");
        }
    }
}
