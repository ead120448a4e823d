package dev.millrace.driver.optimize;

import dev.millrace.plan.logical.LogicalPlan;

/** A named rewriting that keeps what a plan gives. */
public interface Rule {

    /** In snake_case: for traces, and to switch the rule off by {@code debug.optimizer.disabled}. */
    String name();

    /** The rewritten plan; the same object when the rule did not fire. */
    LogicalPlan rewrite(LogicalPlan plan);

    /** A rule that looks at one node at a time, inputs first. */
    interface OfNode extends Rule {

        /** The node in its new form, or the node itself. */
        LogicalPlan apply(LogicalPlan node);

        @Override
        default LogicalPlan rewrite(LogicalPlan plan) {
            return plan.rewrite(this::apply);
        }
    }
}
