package dev.millrace.driver.optimize;

import dev.millrace.plan.logical.LogicalPlan;

/** Hears of every rule that fired. */
public interface OptimizerTrace {

    OptimizerTrace NONE = (rule, before, after, nanos) -> {
    };

    /** @param nanos time that the rule took */
    void fired(String rule, LogicalPlan before, LogicalPlan after, long nanos);
}
