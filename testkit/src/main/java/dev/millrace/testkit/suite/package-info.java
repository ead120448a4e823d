/**
 * Runs suites of SQL cases that others wrote: files of JSON lines, each a statement with the answer of Spark, or a scenario of steps.
 *
 * <p>In: a suite's file, see {@link dev.millrace.testkit.suite.SuiteReader} for the forms. Out: a line for each failed case, scores per
 * file, causes with counts.
 *
 * <p>Invariant: a case that fails in any way, or does not end, is counted as failed and the rest goes on. Next: {@code dev.millrace.api}.
 * Not here: the cases.
 */
@NullMarked
package dev.millrace.testkit.suite;

import org.jspecify.annotations.NullMarked;
