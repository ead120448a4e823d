package dev.millrace.proto.grpc;

import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one call asks one executor for. Its bytes are described in {@code docs/shuffle-format.md}.
 *
 * @param executor who is meant: another life of a process at the same address refuses
 * @param parts    in the order in which they are sent
 */
record FetchRequest(ExecutorId executor, List<Part> parts) {

    static final MethodDescriptor.Marshaller<FetchRequest> MARSHALLER = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(FetchRequest request) {
            return new ByteArrayInputStream(request.encoded());
        }

        @Override
        public FetchRequest parse(InputStream stream) {
            try {
                return decoded(new DataInputStream(stream));
            } catch (IOException e) {
                throw Status.INVALID_ARGUMENT.withDescription("The request for blocks cannot be read: " + e).withCause(e)
                        .asRuntimeException();
            }
        }
    };

    private static final int VERSION = 1;

    /** Most parts of one request, so that it stays below the largest message that an executor accepts. */
    static final int MAX_PARTS = 4096;

    FetchRequest {
        parts = List.copyOf(parts);
    }

    /** @param skipped blocks that the reader has already */
    record Part(BlockId id, int skipped) {}

    private byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 64 * parts.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(executor.name());
            out.writeInt(parts.size());
            for (Part part : parts) {
                TaskAttemptId attempt = part.id.attempt();
                out.writeUTF(attempt.stage().job().session());
                out.writeLong(attempt.stage().job().number());
                out.writeInt(attempt.stage().number());
                out.writeInt(attempt.partition());
                out.writeInt(attempt.attempt());
                out.writeInt(part.id.partition());
                out.writeInt(part.skipped);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static FetchRequest decoded(DataInputStream in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new StreamCorruptedException("its version is " + version);
        }
        ExecutorId executor = new ExecutorId(in.readUTF());
        int count = in.readInt();
        if (count < 0 || count > MAX_PARTS) {
            throw new StreamCorruptedException("it asks for " + count + " partitions");
        }
        List<Part> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StageId stage = new StageId(new JobId(in.readUTF(), in.readLong()), in.readInt());
            BlockId id = new BlockId(new TaskAttemptId(stage, in.readInt(), in.readInt()), in.readInt());
            parts.add(new Part(id, in.readInt()));
        }
        return new FetchRequest(executor, parts);
    }
}
