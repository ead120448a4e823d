/**
 * A cluster for tests: driver and executors in one JVM, over real connections on the loopback interface.
 *
 * <p>In: a number of executors. Out: a session, and executors that can be stopped.
 *
 * <p>Invariant: closing it stops everything it started. Next: {@code dev.millrace.engine}. Not here: processes.
 */
@NullMarked
package dev.millrace.testkit.cluster;

import org.jspecify.annotations.NullMarked;
