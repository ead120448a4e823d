/**
 * Wire forms of types, expressions, physical plans and tasks: one codec for each family.
 *
 * <p>In: records of {@code engine-api}. Out: protobuf messages, and back.
 *
 * <p>Invariant: decoding what was encoded gives an equal record. Next: {@code dev.millrace.proto.grpc}. Not here: connections.
 */
@NullMarked
package dev.millrace.proto.codec;

import org.jspecify.annotations.NullMarked;
