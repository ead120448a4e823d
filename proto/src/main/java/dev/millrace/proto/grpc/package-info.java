/**
 * Driver and executors over gRPC.
 *
 * <p>In: the transport interfaces of {@code engine-api}. Out: {@link dev.millrace.proto.grpc.GrpcTransport}.
 *
 * <p>Invariant: an executor is registered for as long as its control stream is open, and every call carries the user's secret. Next:
 * {@code dev.millrace.proto.codec}. Not here: what is decided or computed.
 */
@NullMarked
package dev.millrace.proto.grpc;

import org.jspecify.annotations.NullMarked;
