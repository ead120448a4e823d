/**
 * Where driver and executors meet: ids, task descriptions, outcomes and the three small interfaces between them.
 *
 * <p>In: {@code plan.physical}, {@code columnar}. Out: {@link dev.millrace.transport.ExecutorEndpoint},
 * {@link dev.millrace.transport.DriverEndpoint},
 * {@link dev.millrace.transport.BlockSource}, implemented in process by reference and over gRPC by {@code proto}.
 *
 * <p>Invariant: everything that passes here is an immutable value that has a wire form. Next: {@code dev.millrace.driver.schedule},
 * {@code dev.millrace.executor.task}. Not here: sockets, threads.
 */
@NullMarked
package dev.millrace.transport;

import org.jspecify.annotations.NullMarked;
