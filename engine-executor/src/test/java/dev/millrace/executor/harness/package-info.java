/**
 * Runs one test of an operator in many ways that must not matter: how rows are cut into batches, selected and encoded, how much memory
 * there is.
 *
 * <p>In: an operator's factory, its inputs and the expected rows. Out: a test that failed or passed.
 *
 * <p>Invariant: after every run the memory pool and the spill folder are empty and every input was closed once. Next: the tests of
 * {@code operator}. Not here: whole queries (testkit).
 */
@NullMarked
package dev.millrace.executor.harness;

import org.jspecify.annotations.NullMarked;
