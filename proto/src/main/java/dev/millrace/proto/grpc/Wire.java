package dev.millrace.proto.grpc;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKey;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** How the processes of a cluster talk: what proves that they belong together, and whether anybody else can read along. */
final class Wire {

    private final Secret secret;
    private final boolean secretConfigured;
    private final ServerCredentials server;
    private final ChannelCredentials client;
    private final FetchSettings fetch;

    private Wire(Secret secret, boolean secretConfigured, ServerCredentials server, ChannelCredentials client, FetchSettings fetch) {
        this.secret = secret;
        this.secretConfigured = secretConfigured;
        this.server = server;
        this.client = client;
        this.fetch = fetch;
    }

    /** Not encrypted. */
    static Wire plain(Secret secret) {
        return new Wire(secret, false, InsecureServerCredentials.create(), InsecureChannelCredentials.create(),
                FetchSettings.DEFAULT);
    }

    /** @throws EngineException MASTER_NOT_AVAILABLE when a file cannot be used */
    static Wire of(Config config) {
        String file = config.get(ConfigKeys.SECRET_FILE);
        Secret secret = file.isEmpty() ? Secret.ofUser() : Secret.of(Path.of(file));
        try {
            return new Wire(secret, !file.isEmpty(), server(config), client(config), FetchSettings.of(config));
        } catch (IOException | IllegalArgumentException e) {
            throw ErrorCondition.MASTER_NOT_AVAILABLE.caused(e, "master", "cluster.tls", "detail",
                    "the certificates cannot be used: " + e.getMessage() + ".");
        }
    }

    /** Other machines are served only when a secret was chosen for that. */
    void requireAllowed(Address address) {
        if (!secretConfigured && !address.isLoopback()) {
            throw ErrorCondition.MASTER_NOT_AVAILABLE.with("master", address, "detail",
                    "other machines can reach this address, so that it needs a secret of its own: --secret-file or cluster.secret.file.");
        }
    }

    NettyServerBuilder listen(Address address) {
        return NettyServerBuilder.forAddress(new InetSocketAddress(address.host(), address.port()), server)
                .intercept(secret.interceptor());
    }

    NettyChannelBuilder connect(Address address) {
        return NettyChannelBuilder.forAddress(address.host(), address.port(), client).maxInboundMessageSize(Methods.MAX_MESSAGE_BYTES);
    }

    FetchSettings fetch() {
        return fetch;
    }

    CallOptions options() {
        return CallOptions.DEFAULT.withCallCredentials(secret.credentials());
    }

    private static ServerCredentials server(Config config) throws IOException {
        if (config.get(ConfigKeys.TLS_CERTIFICATE).isEmpty()) {
            return InsecureServerCredentials.create();
        }
        TlsServerCredentials.Builder tls = TlsServerCredentials.newBuilder().keyManager(file(config, ConfigKeys.TLS_CERTIFICATE),
                file(config, ConfigKeys.TLS_KEY));
        if (config.get(ConfigKeys.TLS_MUTUAL)) {
            tls.trustManager(file(config, ConfigKeys.TLS_TRUST)).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return tls.build();
    }

    private static ChannelCredentials client(Config config) throws IOException {
        if (config.get(ConfigKeys.TLS_TRUST).isEmpty()) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder().trustManager(file(config, ConfigKeys.TLS_TRUST));
        if (!config.get(ConfigKeys.TLS_CERTIFICATE).isEmpty()) {
            tls.keyManager(file(config, ConfigKeys.TLS_CERTIFICATE), file(config, ConfigKeys.TLS_KEY));
        }
        return tls.build();
    }

    private static File file(Config config, ConfigKey<String> key) throws IOException {
        File file = new File(config.get(key));
        if (!file.isFile()) {
            throw new IOException(key.name() + " names no file: '" + file + "'");
        }
        return file;
    }
}
