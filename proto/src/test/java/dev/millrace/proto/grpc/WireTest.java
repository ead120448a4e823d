package dev.millrace.proto.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.proto.codec.TaskCodec;
import dev.millrace.proto.message.ClientMessage;
import dev.millrace.proto.message.ServerMessage;
import dev.millrace.transport.ClusterSize;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.ExecutorEndpoint;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.PlanObserver;
import dev.millrace.transport.PlanRequest;
import dev.millrace.transport.PlanRun;
import dev.millrace.transport.PlanRunner;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may talk to a driver, and what it does with what it is sent. */
class WireTest {

    private static final long DEADLINE_SECONDS = 20;
    private static final Address ANY_PORT = new Address("127.0.0.1", 0);

    private final MemoryPool memory = MemoryPool.root("driver", 64 << 20);
    private final GrpcTransport transport = new GrpcTransport();

    @TempDir
    Path folder;

    @AfterEach
    void nothingIsHeld() {
        assertEquals(0, memory.used());
        memory.close();
    }

    /** Has no executors and runs nothing. */
    private static final class Idle implements ClusterTransport.ClusterDriver, ClusterTransport.ClientRunners, PlanRunner {

        @Override
        public void registered(ExecutorEndpoint executor) {}

        @Override
        public void draining(ExecutorId executor) {}

        @Override
        public void lost(ExecutorId executor, EngineException reason) {}

        @Override
        public void taskEnded(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome) {}

        @Override
        public void taskProgress(ExecutorId executor, TaskAttemptId attempt, long rowsRead) {}

        @Override
        public PlanRunner open(String session) {
            return this;
        }

        @Override
        public ClusterSize size(long waitMillis) {
            return new ClusterSize(0, 0);
        }

        @Override
        public PlanRun run(PlanRequest request, PlanObserver observer) {
            throw ErrorCondition.SESSION_CLOSED.with();
        }

        @Override
        public void cancelAll(String reason) {}
    }

    private String secretFile(String name, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve(name), name.repeat(40));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file.toString();
    }

    /** The answer to an empty message, whatever the method is. */
    private static Status.Code call(ManagedChannel channel, MethodDescriptor<?, ?> method, CallOptions options) throws Exception {
        MethodDescriptor<byte[], byte[]> raw = MethodDescriptor.<byte[], byte[]>newBuilder().setType(method.getType())
                .setFullMethodName(method.getFullMethodName()).setRequestMarshaller(new Bytes()).setResponseMarshaller(new Bytes()).build();
        CompletableFuture<Status.Code> ended = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call = channel.newCall(raw, options);
        call.start(new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
                ended.complete(status.getCode());
            }
        }, new Metadata());
        call.request(1);
        call.sendMessage(new byte[0]);
        call.halfClose();
        return ended.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private record Bytes() implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void everyMethodOfEveryServiceNeedsTheSecret() throws Exception {
        Wire ours = Wire.plain(Secret.in(folder.resolve("ours")));
        Wire theirs = Wire.plain(Secret.in(folder.resolve("theirs")));
        Idle idle = new Idle();
        Set<String> services = new TreeSet<>();
        try (DriverServer server = DriverServer.start(ANY_PORT, idle, idle, memory, ours, 10_000)) {
            ManagedChannel channel = ours.connect(Address.parse(server.address())).build();
            for (ServerServiceDefinition service : server.services()) {
                for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
                    services.add(service.getServiceDescriptor().getName());
                    assertEquals(Status.Code.UNAUTHENTICATED, call(channel, method.getMethodDescriptor(), CallOptions.DEFAULT));
                    assertEquals(Status.Code.UNAUTHENTICATED, call(channel, method.getMethodDescriptor(), theirs.options()));
                }
            }
            assertTrue(channel.shutdownNow().awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
        assertEquals(Set.of(Methods.CONTROL, Methods.CLIENTS), services);
    }

    @Test
    void otherMachinesAreServedOnlyWithASecretOfTheirOwn() throws IOException {
        Idle idle = new Idle();
        EngineException refused =
                assertThrows(EngineException.class, () -> transport.serve("0.0.0.0", 0, idle, idle, memory, Config.EMPTY));
        assertTrue(refused.getMessage().contains("--secret-file"), refused.getMessage());
        Config config = Config.EMPTY.with("cluster.secret.file", secretFile("chosen", "rw-------"));
        try (ClusterTransport.DriverListener listener = transport.serve("0.0.0.0", 0, idle, idle, memory, config)) {
            String address = "127.0.0.1:" + Address.parse(listener.address()).port();
            try (ClusterTransport.DriverConnection connection = transport.connect(address, "test", memory, config)) {
                assertEquals(new ClusterSize(0, 0), connection.size(0));
            }
            Config other = Config.EMPTY.with("cluster.secret.file", secretFile("other", "rw-------"));
            EngineException wrong = assertThrows(EngineException.class, () -> transport.connect(address, "test", memory, other));
            assertEquals(ErrorCondition.CONNECTION_REFUSED, wrong.condition());
        }
    }

    @Test
    void aSecretThatOthersCanReadIsRefused() throws IOException {
        Config config = Config.EMPTY.with("cluster.secret.file", secretFile("open", "rw-r--r--"));
        EngineException refused = assertThrows(EngineException.class, () -> Wire.of(config));
        assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
        EngineException missing =
                assertThrows(EngineException.class, () -> Wire.of(Config.EMPTY.with("cluster.secret.file", folder + "/none")));
        assertEquals(ErrorCondition.MASTER_NOT_AVAILABLE, missing.condition());
    }

    /** A plan of nodes within nodes, far deeper than anybody writes: bytes that cost little to make and a stack to read. */
    private static ByteString deepPlan() {
        byte[] plan = {};
        for (int i = 0; i < 4000; i++) {
            // A filter (4) of the plan so far (1).
            plan = field(4, field(1, plan));
        }
        return ByteString.copyFrom(plan);
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
        out.write(number << 3 | 2);
        int length = content.length;
        for (; length >= 128; length >>>= 7) {
            out.write(length & 127 | 128);
        }
        out.write(length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    @Test
    void aHostilePlanIsAnErrorAndNothingElse() throws Exception {
        Wire wire = Wire.plain(Secret.in(folder.resolve("ours")));
        Idle idle = new Idle();
        try (DriverServer server = DriverServer.start(ANY_PORT, idle, idle, memory, wire, 10_000)) {
            ManagedChannel channel = wire.connect(Address.parse(server.address())).build();
            BlockingQueue<ServerMessage> answers = new LinkedBlockingQueue<>();
            StreamObserver<ClientMessage> stream =
                    ClientCalls.asyncBidiStreamingCall(channel.newCall(Methods.OPEN, wire.options()), new StreamObserver<>() {
                        @Override
                        public void onNext(ServerMessage message) {
                            answers.add(message);
                        }

                        @Override
                        public void onError(Throwable error) {}

                        @Override
                        public void onCompleted() {}
                    });
            stream.onNext(ClientMessage.newBuilder().setOpen(ClientMessage.Open.newBuilder().setVersion(ProtocolVersion.TEXT)).build());
            assertTrue(answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS).hasOpened());
            long run = 0;
            for (ByteString plan : List.of(deepPlan(), ByteString.copyFromUtf8("no plan"), ByteString.EMPTY)) {
                stream.onNext(ClientMessage.newBuilder().setSubmit(ClientMessage.Submit.newBuilder().setRun(++run).setPlan(plan)).build());
                ServerMessage answer = answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
                while (answer != null && !answer.hasFailed()) {
                    answer = answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
                }
                assertNotNull(answer);
                assertEquals(run, answer.getFailed().getRun());
                EngineException error = TaskCodec.decode(answer.getFailed().getError());
                if (run == 1) {
                    assertEquals(ErrorCondition.MALFORMED_MESSAGE, error.condition());
                    assertTrue(error.getMessage().contains("nesting"), error.getMessage());
                }
            }
            assertTrue(channel.shutdownNow().awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void connectionsCanBeEncryptedAndBothSidesProved() throws Exception {
        Map<String, String> pem = certificate("node");
        Idle idle = new Idle();
        Config server = config(Map.of("cluster.tls.certificate", pem.get("certificate"), "cluster.tls.key", pem.get("key"),
                "cluster.tls.trust", pem.get("certificate"), "cluster.tls.mutual", "true"));
        Config trusting = config(Map.of("cluster.tls.trust", pem.get("certificate")));
        try (ClusterTransport.DriverListener listener = transport.serve("127.0.0.1", 0, idle, idle, memory, server)) {
            try (ClusterTransport.DriverConnection connection = transport.connect(listener.address(), "test", memory, server)) {
                assertEquals(new ClusterSize(0, 0), connection.size(0));
            }
            for (Config unproved : List.of(trusting, config(Map.of()))) {
                assertEquals(ErrorCondition.DRIVER_LOST, assertThrows(EngineException.class,
                        () -> transport.connect(listener.address(), "test", memory, unproved)).condition());
            }
        }
        assertThrows(EngineException.class, () -> Wire.of(config(Map.of("cluster.tls.trust", folder + "/none"))));
    }

    private Config config(Map<String, String> settings) throws IOException {
        Config config = Config.EMPTY.with("cluster.secret.file", secretFile("shared", "rw-------"));
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            config = config.with(setting.getKey(), setting.getValue());
        }
        return config;
    }

    /** A key and a certificate for 127.0.0.1 that vouches for itself, made by the JDK's own tool. */
    private Map<String, String> certificate(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        char[] password = "changeit".toCharArray();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-ext", "bc:c", "-validity", "2",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "changeit"));
        assertEquals(0, new ProcessBuilder(command).redirectErrorStream(true).start().waitFor());
        KeyStore keys = KeyStore.getInstance(store.toFile(), password);
        return Map.of("certificate", pem(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded()), "key",
                pem(name + ".key", "PRIVATE KEY", keys.getKey(name, password).getEncoded()));
    }

    private String pem(String file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
        return Files.writeString(folder.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n")
                .toString();
    }
}
