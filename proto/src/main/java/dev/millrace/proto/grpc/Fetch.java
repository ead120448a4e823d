package dev.millrace.proto.grpc;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ExecutorId;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reader takes from one executor: the blocks of many partitions, in the order of its streams. A call that breaks is repeated where
 * it was, a few times. Used by one thread.
 */
final class Fetch {

    private static final int RETRIES = 3;
    private static final long FIRST_PAUSE_MILLIS = 200;

    private final ExecutorId executor;
    private final List<BlockId> ids;
    private final Connector connector;
    private final MemoryPool memory;
    private final int window;
    private final long waitMillis;
    private @Nullable Running running;
    private int firstPart;
    private int failures;
    private int open;
    private boolean broken;

    /**
     * @param window     messages that may be on their way or waiting at once
     * @param waitMillis longest time without a message before the call counts as broken
     */
    Fetch(ExecutorId executor, List<BlockId> ids, Connector connector, MemoryPool memory, int window, long waitMillis) {
        this.executor = executor;
        this.ids = ids;
        this.connector = connector;
        this.memory = memory;
        this.window = window;
        this.waitMillis = waitMillis;
        this.open = ids.size();
    }

    /** A connection to an executor and how it is called. */
    record Connection(Channel channel, CallOptions options) {}

    interface Connector {

        /** @throws EngineException SHUFFLE_BLOCK_LOST when the executor has no address */
        Connection connect(ExecutorId executor, BlockId id);
    }

    private record Running(FetchCall call, FetchedEntries entries) {
        void close() {
            entries.close();
            call.close();
        }
    }

    /** Sends the request, so that the first blocks are on their way before they are wanted. */
    void begin() {
        try {
            running = call(0, 0);
        } catch (EngineException e) {
            // Whoever reads the first block is told.
            running = null;
        }
    }

    BlockSource.BlockStream stream(int part) {
        return new PartStream(part);
    }

    private @Nullable Running call(int part, int skipped) {
        List<FetchRequest.Part> parts = new ArrayList<>(ids.size() - part);
        for (int i = part; i < ids.size(); i++) {
            parts.add(new FetchRequest.Part(ids.get(i), i == part ? skipped : 0));
        }
        FetchRequest request = new FetchRequest(executor, parts);
        Connection connection = connector.connect(executor, ids.get(part));
        firstPart = part;
        return new Running(new FetchCall(connection.channel(), connection.options(), request, window, memory),
                new FetchedEntries(request, memory));
    }

    /** The next block of a part, null at its end. Parts before it that were not read to the end are passed over. */
    private @Nullable Block next(int part) {
        int skipped = 0;
        while (true) {
            Running current = running;
            try {
                if (current == null) {
                    current = call(part, skipped);
                    running = current;
                }
                Block block = next(current, part);
                failures = 0;
                return block;
            } catch (StatusRuntimeException e) {
                skipped = current != null && firstPart + current.entries().part() == part ? current.entries().number() : 0;
                end();
                failed(e, part);
            } catch (IOException e) {
                broken = true;
                end();
                throw lost(part, e, String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                throw interrupted(e);
            } catch (EngineException e) {
                broken = true;
                throw e;
            }
        }
    }

    private static EngineException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return ErrorCondition.QUERY_CANCELLED.caused(cause, "reason", ": its thread was interrupted");
    }

    private @Nullable Block next(Running from, int part) throws IOException, InterruptedException {
        FetchedEntries entries = from.entries();
        while (firstPart + entries.part() <= part) {
            if (entries.isEmpty()) {
                InputStream message = from.call().next(waitMillis);
                if (message == null) {
                    throw Status.DATA_LOSS.withDescription("the answer ended before its end").asRuntimeException();
                }
                entries.add(message);
            }
            Block block = entries.next(firstPart + entries.part() == part);
            if (block != null) {
                return block;
            }
        }
        return null;
    }

    /** Waits before the call is repeated, or says that the block is lost. */
    private void failed(StatusRuntimeException failure, int part) {
        boolean again = switch (failure.getStatus().getCode()) {
            case UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, INTERNAL, UNKNOWN, ABORTED, CANCELLED, DATA_LOSS -> true;
            case OK, NOT_FOUND, INVALID_ARGUMENT, ALREADY_EXISTS, PERMISSION_DENIED, UNAUTHENTICATED, FAILED_PRECONDITION, OUT_OF_RANGE,
                    UNIMPLEMENTED ->
                    false;
        };
        if (!again || failures++ >= RETRIES) {
            throw lost(part, failure, failure.getStatus().toString());
        }
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << failures - 1);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private EngineException lost(int part, Exception cause, String detail) {
        return ErrorCondition.SHUFFLE_BLOCK_LOST.caused(cause, "block", ids.get(part), "executor", executor, "detail", detail);
    }

    private void end() {
        Running current = running;
        running = null;
        if (current != null) {
            current.close();
        }
    }

    /** One part. */
    private final class PartStream implements BlockSource.BlockStream {

        private final int part;
        private boolean ended;
        private boolean closed;

        PartStream(int part) {
            this.part = part;
        }

        @Override
        public @Nullable Block next() {
            if (closed || broken) {
                throw new IllegalStateException("the blocks of " + ids.get(part) + " are " + (closed ? "closed" : "lost"));
            }
            Block block = ended ? null : Fetch.this.next(part);
            ended = block == null;
            return block;
        }

        /** The last one ends the call. */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open--;
                if (open == 0) {
                    end();
                }
            }
        }
    }
}
