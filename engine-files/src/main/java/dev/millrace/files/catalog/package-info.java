/**
 * Tables and views kept in a folder.
 *
 * <p>In: {@link dev.millrace.spi.CatalogEntry}. Out: {@link dev.millrace.files.catalog.DirectoryCatalog}, a small JSON file for each.
 *
 * <p>Invariant: an entry's file appears, changes and goes in one step, so that a reader sees all of it or nothing. Next:
 * {@code dev.millrace.driver.catalog}. Not here: names without a database, temporary views, rows.
 */
@NullMarked
package dev.millrace.files.catalog;

import org.jspecify.annotations.NullMarked;
