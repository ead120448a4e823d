package dev.millrace.proto.grpc;

import dev.millrace.columnar.Block;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.proto.codec.TaskCodec;
import dev.millrace.proto.message.BlockIdMessage;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ExecutorId;
import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Blocks of other processes: one connection an executor, one message on its way a stream. */
final class RemoteBlocks implements BlockSource, AutoCloseable {

    private final Secret secret;
    private final MethodDescriptor<BlockIdMessage, BlockFrame> method;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    RemoteBlocks(Secret secret, MemoryPool memory) {
        this.secret = secret;
        this.method = Methods.fetch(new BlockMarshaller(memory));
    }

    @Override
    public BlockStream open(ExecutorId executor, BlockId id) {
        int end = executor.name().indexOf('#');
        if (end < 0) {
            throw ErrorCondition.SHUFFLE_BLOCK_LOST.with("block", id, "executor", executor, "detail", "it has no address.");
        }
        ManagedChannel channel = channels.computeIfAbsent(executor.name().substring(0, end), this::connect);
        return new RemoteStream(channel, executor, id);
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        for (ManagedChannel channel : channels.values()) {
            try {
                channel.awaitTermination(2, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        channels.clear();
    }

    private ManagedChannel connect(String text) {
        Address address = Address.parse(text);
        return NettyChannelBuilder.forAddress(address.host(), address.port()).usePlaintext()
                .maxInboundMessageSize(Methods.MAX_MESSAGE_BYTES)
                .flowControlWindow(4 << 20).build();
    }

    private final class RemoteStream implements BlockStream {

        private final ExecutorId executor;
        private final BlockId id;
        private final Context.CancellableContext context = Context.current().withCancellation();
        private final Iterator<BlockFrame> frames;

        RemoteStream(ManagedChannel channel, ExecutorId executor, BlockId id) {
            this.executor = executor;
            this.id = id;
            Context before = context.attach();
            try {
                this.frames = ClientCalls.blockingServerStreamingCall(channel, method,
                        CallOptions.DEFAULT.withCallCredentials(secret.credentials()), TaskCodec.encode(id));
            } finally {
                context.detach(before);
            }
        }

        @Override
        public @Nullable Block next() {
            try {
                return frames.hasNext() ? frames.next().block() : null;
            } catch (StatusRuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw ErrorCondition.QUERY_CANCELLED.caused(e, "reason", ": its thread was interrupted");
                }
                if (e.getStatus().getCause() instanceof EngineException here) {
                    throw here.rethrown();
                }
                throw ErrorCondition.SHUFFLE_BLOCK_LOST.caused(e, "block", id, "executor", executor, "detail", e.getStatus().toString());
            }
        }

        /** What was received but not taken is released here. */
        @Override
        public void close() {
            context.cancel(null);
            try {
                while (frames.hasNext()) {
                    frames.next().block().release();
                }
            } catch (StatusRuntimeException e) {
                return;
            }
        }
    }
}
