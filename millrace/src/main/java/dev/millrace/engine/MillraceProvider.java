package dev.millrace.engine;

import dev.millrace.config.Config;
import dev.millrace.spi.EngineProvider;
import dev.millrace.spi.QueryEngine;

/** Opens engines for the {@code ServiceLoader} of a session. */
public final class MillraceProvider implements EngineProvider {

    @Override
    public QueryEngine open(String master, String applicationName, Config config) {
        return switch (Master.parse(master)) {
            case Master.Local(var slots) -> EmbeddedEngine.local(slots, config);
            case Master.Cluster(var host, var port) -> EmbeddedEngine.cluster(host, port, config);
            case Master.Remote(var host, var port) -> EmbeddedEngine.remote(host + ":" + port, applicationName, config);
        };
    }
}
