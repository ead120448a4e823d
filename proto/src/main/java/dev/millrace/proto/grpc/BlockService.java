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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves this process's blocks: the next one is sent when the reader has room for it. */
final class BlockService {

    private final Supplier<BlockSource> blocks;
    private final ExecutorId self;
    private final MemoryPool memory;

    BlockService(Supplier<BlockSource> blocks, ExecutorId self, MemoryPool memory) {
        this.blocks = blocks;
        this.self = self;
        this.memory = memory;
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
            try {
                stream = blocks.get().open(self, id);
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
