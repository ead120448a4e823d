/**
 * What names mean in a session: temporary views, tables and views of the catalog, files, variables.
 *
 * <p>In: names from the analyzer and from commands. Out: {@link dev.millrace.driver.catalog.SessionCatalog}, plans and entries.
 *
 * <p>Invariant: names ignore case; a view that outlives the session sees nothing that does not. Next: {@code driver.analyze}, which asks.
 * Not here: how entries are kept ({@code spi.CatalogStore}), what commands do with them ({@code driver.command}).
 */
@NullMarked
package dev.millrace.driver.catalog;

import org.jspecify.annotations.NullMarked;
