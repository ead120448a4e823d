package dev.millrace.spi;

import dev.millrace.config.Config;

/**
 * Opens engines; found by {@code ServiceLoader}, so that applications compile against the vocabulary alone. The {@code millrace}
 * artifact has the one there is.
 */
public interface EngineProvider {

    /** @param master {@code local}, {@code local[4]}, {@code local[*]}, {@code cluster://host:port}, {@code grpc://host:port} */
    QueryEngine open(String master, String applicationName, Config config);
}
