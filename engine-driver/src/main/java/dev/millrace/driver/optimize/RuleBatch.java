package dev.millrace.driver.optimize;

import java.util.List;

/**
 * Rules that are run in order, again and again until none of them fires.
 *
 * @param required also run when the optimizer is switched off: later phases rely on them
 * @param passes   most rounds
 */
record RuleBatch(String name, boolean required, int passes, List<Rule> rules) {
    RuleBatch {
        rules = List.copyOf(rules);
    }
}
