package dev.millrace.benchmarks.shuffle;

import io.grpc.CallOptions;
import io.grpc.Drainable;
import io.grpc.HasByteBuffer;
import io.grpc.KnownLength;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** Messages of 1 MB from native memory over gRPC to native memory, as many as are asked for, and nothing else. */
final class BareMarshaller implements AutoCloseable {

    private static final int MESSAGE = 1_000_000;
    private static final int PIECE = 1 << 16;

    private static final MethodDescriptor.Marshaller<Integer> COUNT = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(Integer count) {
            return new ByteArrayInputStream(count.toString().getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public Integer parse(InputStream stream) {
            try {
                return Integer.valueOf(new String(stream.readAllBytes(), StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private static final MethodDescriptor<Integer, MemorySegment> METHOD = MethodDescriptor.<Integer, MemorySegment>newBuilder()
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING).setFullMethodName("bare/Read").setRequestMarshaller(COUNT)
            .setResponseMarshaller(new Segments()).build();

    private final Server server;
    private final ManagedChannel channel;

    private BareMarshaller(Server server, ManagedChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    static BareMarshaller start() throws IOException {
        MemorySegment message = Arena.ofAuto().allocate(MESSAGE, 64);
        ServerServiceDefinition service = ServerServiceDefinition.builder("bare")
                .addMethod(METHOD, ServerCalls.asyncServerStreamingCall((count, response) -> send(message, count, response))).build();
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0)).addService(service).build().start();
        return new BareMarshaller(server, NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext()
                .maxInboundMessageSize(2 * MESSAGE).flowControlWindow(4 << 20).build());
    }

    private static void send(MemorySegment message, int count, StreamObserver<MemorySegment> observer) {
        ServerCallStreamObserver<MemorySegment> response = (ServerCallStreamObserver<MemorySegment>) observer;
        response.setOnReadyThreshold(1 << 20);
        int[] left = {count};
        response.setOnReadyHandler(() -> {
            while (response.isReady() && left[0] >= 0) {
                if (left[0]-- > 0) {
                    response.onNext(message);
                } else {
                    response.onCompleted();
                }
            }
        });
    }

    long read(int megabytes) {
        long bytes = 0;
        Iterator<MemorySegment> messages = ClientCalls.blockingServerStreamingCall(channel, METHOD, CallOptions.DEFAULT, megabytes);
        while (messages.hasNext()) {
            bytes += messages.next().byteSize();
        }
        return bytes;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    /** Reads every message to the same place. */
    private static final class Segments implements MethodDescriptor.Marshaller<MemorySegment> {

        private final MemorySegment target = Arena.ofAuto().allocate(MESSAGE, 64);

        @Override
        public InputStream stream(MemorySegment message) {
            return new SegmentStream(message);
        }

        @Override
        public MemorySegment parse(InputStream stream) {
            try {
                byte[] piece = new byte[PIECE];
                for (long at = 0; at < MESSAGE;) {
                    HasByteBuffer chunks = (HasByteBuffer) stream;
                    if (chunks.byteBufferSupported()) {
                        ByteBuffer chunk = chunks.getByteBuffer();
                        int size = chunk.remaining();
                        MemorySegment.copy(MemorySegment.ofBuffer(chunk), 0, target, at, size);
                        stream.skipNBytes(size);
                        at += size;
                    } else {
                        int size = stream.read(piece, 0, (int) Math.min(PIECE, MESSAGE - at));
                        MemorySegment.copy(piece, 0, target, ValueLayout.JAVA_BYTE, at, size);
                        at += size;
                    }
                }
                return target;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class SegmentStream extends InputStream implements Drainable, KnownLength {

        private final MemorySegment message;
        private int left;

        SegmentStream(MemorySegment message) {
            this.message = message;
            this.left = (int) message.byteSize();
        }

        @Override
        public int drainTo(OutputStream out) throws IOException {
            byte[] piece = new byte[PIECE];
            int count = left;
            for (int at = 0; at < count;) {
                int size = Math.min(PIECE, count - at);
                MemorySegment.copy(message, ValueLayout.JAVA_BYTE, at, piece, 0, size);
                out.write(piece, 0, size);
                at += size;
            }
            left = 0;
            return count;
        }

        @Override
        public int available() {
            return left;
        }

        @Override
        public int read() {
            return left == 0 ? -1 : message.get(ValueLayout.JAVA_BYTE, message.byteSize() - left--) & 0xFF;
        }
    }
}
