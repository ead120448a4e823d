/**
 * Commands that start processes of a cluster.
 *
 * <p>In: addresses and sizes from the command line. Out: a process that serves until its driver is gone or it is told to stop.
 *
 * <p>Invariant: nothing is bound to an address that other machines reach. Next: {@code dev.millrace.engine}. Not here: the wire.
 */
@NullMarked
package dev.millrace.cli.daemon;

import org.jspecify.annotations.NullMarked;
