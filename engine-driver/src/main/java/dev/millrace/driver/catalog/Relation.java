package dev.millrace.driver.catalog;

import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.CatalogEntry;

/** What a name stands for. */
public sealed interface Relation {

    /** @param shared whether it is a GLOBAL TEMPORARY view */
    record Temporary(String name, boolean shared, LogicalPlan plan) implements Relation {}

    record Kept(CatalogEntry entry) implements Relation {}
}
