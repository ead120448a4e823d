package dev.millrace.proto.grpc;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.memory.MemoryPool;
import dev.millrace.proto.codec.TaskCodec;
import dev.millrace.proto.message.BlockIdMessage;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ExecutorId;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** Serves this process's blocks: the next one is sent when the reader has room for it. */
final class BlockService {

    private final MemoryPool memory;
    private volatile @Nullable Served served;

    BlockService(MemoryPool memory) {
        this.memory = memory;
    }

    private record Served(ExecutorId self, BlockSource blocks) {}

    /** From now on there are blocks; before, every fetch is refused. */
    void serve(ExecutorId self, BlockSource blocks) {
        served = new Served(self, blocks);
    }

    ServerServiceDefinition definition() {
        MethodDescriptor<BlockIdMessage, BlockFrame> method = Methods.fetch(new BlockMarshaller(memory));
        return ServerServiceDefinition.builder(Methods.BLOCKS).addMethod(method, ServerCalls.asyncServerStreamingCall(this::fetch)).build();
    }

    private void fetch(BlockIdMessage request, StreamObserver<BlockFrame> response) {
        Sender sender = new Sender((ServerCallStreamObserver<BlockFrame>) response, TaskCodec.decode(request));
        sender.begin();
    }

    /** One fetch. gRPC calls it by one thread at a time. */
    private final class Sender {

        private final ServerCallStreamObserver<BlockFrame> response;
        private final BlockId id;
        private BlockSource.@Nullable BlockStream stream;
        private boolean ended;

        Sender(ServerCallStreamObserver<BlockFrame> response, BlockId id) {
            this.response = response;
            this.id = id;
        }

        void begin() {
            response.setOnCancelHandler(this::end);
            response.setOnReadyHandler(this::send);
            Served from = served;
            if (from == null) {
                response.onError(Status.UNAVAILABLE.withDescription("the executor has not registered yet").asRuntimeException());
                return;
            }
            try {
                stream = from.blocks().open(from.self(), id);
            } catch (EngineException e) {
                fail(e);
                return;
            }
            send();
        }

        private synchronized void send() {
            try {
                while (!ended && stream != null && response.isReady()) {
                    Block block = stream.next();
                    if (block == null) {
                        end();
                        response.onCompleted();
                        return;
                    }
                    try {
                        response.onNext(new BlockFrame(block));
                    } finally {
                        block.release();
                    }
                }
            } catch (EngineException e) {
                fail(e);
            }
        }

        private synchronized void fail(EngineException error) {
            end();
            response.onError(Status.NOT_FOUND.withDescription(error.getMessage()).asRuntimeException());
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
