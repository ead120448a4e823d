package dev.millrace.proto.grpc;

import dev.millrace.memory.MemoryPool;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One call for blocks. Messages are asked for ahead of their reader as long as the window and the memory budget have room: one always, each
 * further one counts {@link #MESSAGE_BYTES}. They wait in the connection's buffers.
 */
final class FetchCall implements AutoCloseable {

    /** What a message counts. Most are blocks of about this size; small blocks share one. */
    static final long MESSAGE_BYTES = 1 << 20;

    private final ClientCall<FetchRequest, FetchFrame> call;
    private final MemoryPool memory;
    private final int window;
    /** From here on: guarded by this. */
    private final Deque<InputStream> received = new ArrayDeque<>();
    private int asked;
    private int reserved;
    private @Nullable Status ended;
    private boolean closed;

    /**
     * Begins the call.
     *
     * @param window messages that may be on their way or waiting at once
     */
    FetchCall(Channel channel, CallOptions options, FetchRequest request, int window, MemoryPool memory) {
        this.call = channel.newCall(Methods.FETCH, options);
        this.memory = memory;
        this.window = window;
        call.start(new Arrivals(), new Metadata());
        call.sendMessage(request);
        call.halfClose();
        synchronized (this) {
            ask();
            askAhead();
        }
    }

    private void ask() {
        asked++;
        call.request(1);
    }

    /** One message is free, the others are reserved. An eighth of the budget is left to what is made of them. */
    private void askAhead() {
        while (ended == null && asked + received.size() < window && memory.used() < memory.limit() / 8 * 7
                && memory.tryReserve(MESSAGE_BYTES)) {
            reserved++;
            ask();
        }
    }

    /** The message that is taken now is counted by what is made of it. */
    private void giveBack() {
        if (reserved > 0) {
            reserved--;
            memory.release(MESSAGE_BYTES);
        }
    }

    /**
     * The next message, which the caller closes; null when there is none any more.
     *
     * @param waitMillis longest time without a message
     * @throws StatusRuntimeException when the call has failed, DEADLINE_EXCEEDED when nothing came
     */
    @Nullable
    synchronized InputStream next(long waitMillis) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long deadline = System.nanoTime() + waitMillis * 1_000_000;
        askAhead();
        if (asked == 0 && received.isEmpty() && ended == null) {
            ask();
        }
        while (received.isEmpty() && ended == null) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw Status.DEADLINE_EXCEEDED.withDescription("nothing came for " + waitMillis + " ms").asRuntimeException();
            }
            wait(left);
        }
        InputStream message = received.poll();
        if (message != null) {
            giveBack();
            return message;
        }
        Status status = ended;
        if (status != null && !status.isOk()) {
            throw status.asRuntimeException();
        }
        return null;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            received.forEach(FetchCall::closeQuietly);
            received.clear();
            memory.release(reserved * MESSAGE_BYTES);
            reserved = 0;
        }
        call.cancel("the reader has closed", null);
    }

    static void closeQuietly(InputStream message) {
        try {
            message.close();
        } catch (IOException e) {
            throw new IllegalStateException("a received message cannot be closed", e);
        }
    }

    /** Runs on the connection's thread, so it never waits. */
    private final class Arrivals extends ClientCall.Listener<FetchFrame> {

        @Override
        public void onMessage(FetchFrame frame) {
            if (frame instanceof FetchFrame.Incoming(var bytes)) {
                synchronized (FetchCall.this) {
                    asked--;
                    if (closed) {
                        closeQuietly(bytes);
                    } else {
                        received.add(bytes);
                        FetchCall.this.notifyAll();
                    }
                }
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            synchronized (FetchCall.this) {
                ended = status;
                FetchCall.this.notifyAll();
            }
        }
    }
}
