package dev.millrace.driver.analyze;

import dev.millrace.plan.logical.LogicalPlan;
import org.jspecify.annotations.Nullable;

/** What WITH defines, the latest definition first: it hides earlier ones of its name. */
record CommonTables(String name, LogicalPlan plan, @Nullable CommonTables earlier) {

    static @Nullable LogicalPlan find(@Nullable CommonTables tables, String name) {
        for (CommonTables table = tables; table != null; table = table.earlier()) {
            if (table.name().equalsIgnoreCase(name)) {
                return table.plan();
            }
        }
        return null;
    }
}
