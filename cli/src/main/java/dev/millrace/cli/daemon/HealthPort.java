package dev.millrace.cli.daemon;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code /health} on the loopback interface: {@code {"status":"ok","executors":3}}. Nothing else is told, to anybody. */
final class HealthPort implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealthPort.class);

    private final HttpServer server;

    private HealthPort(HttpServer server) {
        this.server = server;
    }

    /**
     * @param port    0 takes a free one
     * @param numbers what is told, by name, in order
     */
    static HealthPort open(int port, Supplier<Map<String, ? extends Number>> numbers) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", exchange -> {
                boolean known = exchange.getRequestURI().getPath().equals("/health") && exchange.getRequestMethod().equals("GET");
                byte[] body = (known ? json(numbers.get()) : "{\"status\":\"not found\"}\n").getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(known ? 200 : 404, body.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
            server.start();
            LOG.info("health is told at http://127.0.0.1:{}/health", server.getAddress().getPort());
            return new HealthPort(server);
        } catch (IOException e) {
            throw ErrorCondition.MASTER_NOT_AVAILABLE.caused(e, "master", "127.0.0.1:" + port, "detail",
                    "the health port cannot be bound: " + e.getMessage() + ".");
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String json(Map<String, ? extends Number> numbers) {
        return numbers.entrySet().stream().map(each -> ",\"" + each.getKey() + "\":" + each.getValue())
                .collect(Collectors.joining("", "{\"status\":\"ok\"", "}\n"));
    }
}
