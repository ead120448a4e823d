package dev.millrace.proto.grpc;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import io.grpc.CallCredentials;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What proves that a process belongs to the user: 32 random bytes in a file that only the user can read, made on first use and sent with
 * every call. {@code toString()} does not show it.
 */
final class Secret {

    private static final Metadata.Key<String> HEADER = Metadata.Key.of("millrace-secret", Metadata.ASCII_STRING_MARSHALLER);

    private static final Logger LOG = LoggerFactory.getLogger(Secret.class);
    private static final int MOST_TOLD = 100;

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** The user's own secret, from {@code $XDG_STATE_HOME/millrace/secret} or {@code ~/.local/state/millrace/secret}. */
    static Secret ofUser() {
        String state = System.getenv("XDG_STATE_HOME");
        return in((state == null || state.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state))
                .resolve("millrace"));
    }

    /** The secret in a file that was made for a cluster; others must not be able to read it. */
    static Secret of(Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
                    if (!permission.name().startsWith("OWNER_")) {
                        throw ErrorCondition.MASTER_NOT_AVAILABLE.with("master", file, "detail",
                                "others may use the secret in this file: chmod 600 " + file + ".");
                    }
                }
            }
            return read(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The secret of this folder, made on first use. */
    static Secret in(Path folder) {
        Path file = folder.resolve("secret");
        try {
            if (!Files.exists(file)) {
                create(folder, file);
            }
            return read(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Secret read(Path file) throws IOException {
        String text = Files.readString(file).strip();
        if (text.length() < 32) {
            throw ErrorCondition.MASTER_NOT_AVAILABLE.with("master", file, "detail",
                    "the secret in this file is too short, it needs 32 characters.");
        }
        return new Secret(text);
    }

    private static EngineException unreadable(Path file, IOException cause) {
        return ErrorCondition.MASTER_NOT_AVAILABLE.caused(cause, "master", file, "detail",
                "the secret cannot be read: " + cause.getMessage() + ".");
    }

    /** Two processes may come first at the same time: the file appears whole, and the second one finds it. */
    private static void create(Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Path written = Files.createTempFile(folder, "secret", ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(written, HexFormat.of().formatHex(random));
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Sends the secret with each call of a client. */
    CallCredentials credentials() {
        return new CallCredentials() {
            @Override
            public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
                Metadata headers = new Metadata();
                headers.put(HEADER, text);
                applier.apply(headers);
            }
        };
    }

    /** Refuses every call without the secret; each host is logged once. */
    ServerInterceptor interceptor() {
        byte[] expected = text.getBytes(StandardCharsets.UTF_8);
        Set<String> told = ConcurrentHashMap.newKeySet();
        return new ServerInterceptor() {
            @Override
            public <Q, S> ServerCall.Listener<Q> interceptCall(ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
                String given = headers.get(HEADER);
                if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
                    tell(call, told);
                    call.close(Status.UNAUTHENTICATED.withDescription("the secret is missing or wrong"), new Metadata());
                    return new ServerCall.Listener<>() {};
                }
                return Contexts.interceptCall(Context.current(), call, headers, next);
            }
        };
    }

    private static void tell(ServerCall<?, ?> call, Set<String> told) {
        SocketAddress from = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        String host = from instanceof InetSocketAddress address ? address.getHostString() : "somewhere";
        if (told.size() < MOST_TOLD && told.add(host)) {
            LOG.warn("a call from {} was refused: the secret is missing or wrong", host);
        }
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
