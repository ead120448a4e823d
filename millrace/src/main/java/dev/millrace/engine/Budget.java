package dev.millrace.engine;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;

/** How much memory an executor may use. */
final class Budget {

    private static final double HEAP_SHARE = 0.6;

    private Budget() {}

    /** Bytes: what was configured, but never more than the heap can bear, since hash tables and batches lie on it. */
    static long of(Config config) {
        long heap = (long) (Runtime.getRuntime().maxMemory() * HEAP_SHARE);
        long configured = config.get(ConfigKeys.MEMORY);
        return configured == 0 ? heap : Math.min(configured, heap);
    }
}
