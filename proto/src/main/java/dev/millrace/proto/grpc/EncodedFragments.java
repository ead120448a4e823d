package dev.millrace.proto.grpc;

import com.google.protobuf.ByteString;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.proto.codec.PlanCodec;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The wire form of the fragments that were launched last: a stage's tasks share one fragment object, so that it is encoded once and not
 * for each task or executor.
 */
final class EncodedFragments {

    /** Stages of jobs that run beside each other; few, because a fragment may hold rows of the program. */
    private static final int KEPT = 8;

    private final Deque<Encoded> latest = new ArrayDeque<>();

    private record Encoded(PhysicalPlan fragment, ByteString bytes) {}

    synchronized ByteString of(PhysicalPlan fragment) {
        for (Encoded known : latest) {
            if (known.fragment() == fragment) {
                return known.bytes();
            }
        }
        Encoded encoded = new Encoded(fragment, PlanCodec.encode(fragment).toByteString());
        latest.addFirst(encoded);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
        return encoded.bytes();
    }
}
