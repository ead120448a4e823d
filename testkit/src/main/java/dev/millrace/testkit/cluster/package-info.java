/**
 * Clusters for tests: in one JVM, or of processes that can be killed, paused, cut off and damaged.
 *
 * <p>In: a number of executors. Out: a session, and handles with which a test breaks things.
 *
 * <p>Invariant: closing a cluster ends everything that it started. Next: {@code dev.millrace.engine}. Not here: what a simulated network
 * does ({@code testkit.simulation}).
 */
@NullMarked
package dev.millrace.testkit.cluster;

import org.jspecify.annotations.NullMarked;
