package dev.millrace.proto.grpc;

import java.util.concurrent.TimeUnit;

/**
 * How long nothing has been heard of the other side. Time in which this process itself stood still does not count: what came meanwhile
 * has not been read yet.
 */
final class Silence {

    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final long deadlineNanos;
    private volatile long heard;
    private long looked;

    Silence(long deadlineMillis, long nowNanos) {
        this.deadlineNanos = TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
        this.heard = nowNanos;
        this.looked = nowNanos;
    }

    void heard(long nowNanos) {
        heard = nowNanos;
    }

    /** Asked about every second, by one thread. */
    boolean tooLong(long nowNanos) {
        if (nowNanos - looked > STALL_NANOS) {
            heard = nowNanos;
        }
        looked = nowNanos;
        return nowNanos - heard > deadlineNanos;
    }
}
