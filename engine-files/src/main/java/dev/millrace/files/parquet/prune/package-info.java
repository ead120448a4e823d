/**
 * Leaving out what cannot match, judged by statistics of row groups and pages.
 * In: statistics of a footer or a column index, conditions over columns. Out: "no row here can match" or "maybe".
 * Invariant: whatever is not understood means "maybe"; a wrong or missing statistic never loses a row.
 * Next package: parquet.read and the planning face. Not here: evaluating conditions on rows.
 */
@NullMarked
package dev.millrace.files.parquet.prune;

import org.jspecify.annotations.NullMarked;
