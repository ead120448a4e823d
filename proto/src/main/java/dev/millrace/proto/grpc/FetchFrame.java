package dev.millrace.proto.grpc;

import dev.millrace.columnar.Block;
import io.grpc.Detachable;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of fetched blocks: on its way out the blocks themselves, on its way in the connection's own buffers. */
sealed interface FetchFrame {

    MethodDescriptor.Marshaller<FetchFrame> MARSHALLER = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(FetchFrame frame) {
            return switch (frame) {
                case Outgoing outgoing -> new FrameStream(outgoing);
                case Incoming(var bytes) -> bytes;
            };
        }

        /** What has arrived is taken over as it lies there; whoever wants it copies it where it is to be. */
        @Override
        public FetchFrame parse(InputStream stream) {
            try {
                return new Incoming(stream instanceof Detachable detachable ? detachable.detach()
                        : new ByteArrayInputStream(stream.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** Bytes that a reader takes and then closes. */
    record Incoming(InputStream bytes) implements FetchFrame {}

    /** Entries to be sent; holds their blocks until it is closed. */
    final class Outgoing implements FetchFrame, AutoCloseable {

        private record Entry(byte[] head, byte[] first, @Nullable Block block) {}

        private final List<Entry> entries = new ArrayList<>();
        private long length;

        /** @param block its body follows; belongs to the frame from now on */
        void add(byte[] head, byte[] first, @Nullable Block block) {
            entries.add(new Entry(head, first, block));
            length += head.length + first.length + (block == null ? 0 : block.bytes());
        }

        long length() {
            return length;
        }

        boolean isEmpty() {
            return entries.isEmpty();
        }

        @Override
        public void close() {
            for (Entry entry : entries) {
                if (entry.block != null) {
                    entry.block.release();
                }
            }
            entries.clear();
        }

        /** From native memory to the connection's buffers by way of a small array: it has no other entrance. */
        private void writeTo(OutputStream out) throws IOException {
            byte[] piece = new byte[(int) Math.min(FrameStream.PIECE, length)];
            for (Entry entry : entries) {
                out.write(entry.head);
                out.write(entry.first);
                MemorySegment body = entry.block == null ? MemorySegment.NULL : entry.block.body();
                for (long at = 0; at < body.byteSize();) {
                    int size = (int) Math.min(piece.length, body.byteSize() - at);
                    MemorySegment.copy(body, ValueLayout.JAVA_BYTE, at, piece, 0, size);
                    out.write(piece, 0, size);
                    at += size;
                }
            }
        }
    }

    /** A frame as gRPC wants it; drained once. */
    final class FrameStream extends InputStream implements Drainable, KnownLength {

        private static final int PIECE = 1 << 16;

        private final Outgoing frame;
        private boolean drained;
        private InputStream rest = InputStream.nullInputStream();

        private FrameStream(Outgoing frame) {
            this.frame = frame;
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int count = available();
            frame.writeTo(target);
            drained = true;
            return count;
        }

        @Override
        public int available() {
            return drained ? 0 : Math.toIntExact(frame.length());
        }

        /** gRPC drains; whoever reads instead gets the same bytes. */
        @Override
        public int read() throws IOException {
            if (!drained) {
                ByteArrayOutputStream all = new ByteArrayOutputStream(available());
                drainTo(all);
                rest = new ByteArrayInputStream(all.toByteArray());
            }
            return rest.read();
        }
    }
}
