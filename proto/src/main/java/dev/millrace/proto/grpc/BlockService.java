package dev.millrace.proto.grpc;

import dev.millrace.columnar.ArrowMessages;
import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorKind;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ExecutorId;
import dev.millrace.types.Schema;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** Serves this process's blocks: the next ones are sent when the reader has room for them. */
final class BlockService {

    /** A message is sent when it holds so much. */
    private static final long MESSAGE_BYTES = 256 << 10;

    /** Waiting to be sent, in the connection's buffers, at most; one message more. */
    private static final int READY_BYTES = 1 << 20;

    private volatile @Nullable Served served;

    private record Served(ExecutorId self, BlockSource blocks) {}

    /** From now on there are blocks; before, every fetch is refused. */
    void serve(ExecutorId self, BlockSource blocks) {
        served = new Served(self, blocks);
    }

    ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(Methods.BLOCKS).addMethod(Methods.FETCH, ServerCalls.asyncServerStreamingCall(this::fetch))
                .build();
    }

    private void fetch(FetchRequest request, StreamObserver<FetchFrame> response) {
        Sender sender = new Sender((ServerCallStreamObserver<FetchFrame>) response, request);
        sender.begin();
    }

    /** One fetch. */
    private final class Sender {

        private final ServerCallStreamObserver<FetchFrame> response;
        private final FetchRequest request;
        private BlockSource blocks;
        private BlockSource.@Nullable BlockStream stream;
        private @Nullable Schema schema;
        private int part;
        private int number;
        private int rows;
        private boolean ended;

        Sender(ServerCallStreamObserver<FetchFrame> response, FetchRequest request) {
            this.response = response;
            this.request = request;
            this.blocks = (executor, id) -> {
                throw new IllegalStateException(executor + " serves no " + id);
            };
        }

        void begin() {
            response.setOnReadyThreshold(READY_BYTES);
            response.setOnCancelHandler(this::end);
            response.setOnReadyHandler(this::send);
            Served from = served;
            if (from == null) {
                response.onError(Status.UNAVAILABLE.withDescription("the executor has not registered yet").asRuntimeException());
            } else if (!from.self().equals(request.executor())) {
                response.onError(Status.NOT_FOUND.withDescription("this is " + from.self()).asRuntimeException());
            } else {
                blocks = from.blocks();
                send();
            }
        }

        private synchronized void send() {
            while (!ended && response.isReady()) {
                try (FetchFrame.Outgoing frame = new FetchFrame.Outgoing()) {
                    EngineException failure = fill(frame);
                    if (!frame.isEmpty()) {
                        response.onNext(frame);
                    }
                    if (failure != null) {
                        fail(failure);
                    } else if (part == request.parts().size()) {
                        end();
                        response.onCompleted();
                    }
                }
            }
        }

        /** Takes blocks until the message is full; what was taken before a failure is still to be sent. */
        private @Nullable EngineException fill(FetchFrame.Outgoing frame) {
            try {
                while (frame.length() < MESSAGE_BYTES && part < request.parts().size()) {
                    add(frame, request.parts().get(part).id());
                }
                return null;
            } catch (EngineException e) {
                return e;
            }
        }

        private void add(FetchFrame.Outgoing frame, BlockId id) {
            BlockSource.BlockStream from = stream;
            if (from == null) {
                from = blocks.open(request.executor(), id);
                stream = from;
                number = 0;
                rows = 0;
                skip(from, request.parts().get(part).skipped());
            }
            Block block = from.next();
            if (block == null) {
                frame.add(new FetchHead(FetchHead.END, part, number, rows, 0, 0).encoded(id, new byte[0], null), new byte[0], null);
                from.close();
                stream = null;
                part++;
                return;
            }
            try {
                add(frame, id, block);
            } catch (RuntimeException | Error e) {
                block.release();
                throw e;
            }
        }

        private void add(FetchFrame.Outgoing frame, BlockId id, Block block) {
            if (!block.schema().equals(schema)) {
                schema = block.schema();
                byte[] message = ArrowMessages.schema(schema);
                frame.add(new FetchHead(FetchHead.SCHEMA, part, number, 0, message.length, 0).encoded(id, message, null), message, null);
            }
            byte[] metadata = ArrowMessages.recordBatch(block);
            FetchHead head = new FetchHead(FetchHead.BLOCK, part, number, block.rows(), metadata.length, block.bytes());
            byte[] encoded = head.encoded(id, metadata, block.body());
            number++;
            rows += block.rows();
            frame.add(encoded, metadata, block);
        }

        private void skip(BlockSource.BlockStream from, int count) {
            for (; number < count; number++) {
                Block block = from.next();
                if (block == null) {
                    return;
                }
                block.release();
            }
        }

        /** What is short here may be there a moment later; what is lost stays lost. */
        private void fail(EngineException error) {
            end();
            Status status = error.kind() == ErrorKind.RESOURCES ? Status.RESOURCE_EXHAUSTED : Status.NOT_FOUND;
            response.onError(status.withDescription(error.getMessage()).asRuntimeException());
        }

        private synchronized void end() {
            ended = true;
            if (stream != null) {
                stream.close();
                stream = null;
            }
        }
    }
}
