package dev.millrace.driver.physical;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.driver.statistics.Estimate;

/** How many partitions an exchange makes: few for little data, at most two for each core. */
final class PartitionCounts {

    private static final double ROWS_WORTH_A_TASK = 100_000;
    private static final double BYTES_OF_A_PARTITION = 16 << 20;

    private final int configured;
    private final int parallelism;

    PartitionCounts(Config config, int parallelism) {
        this.configured = config.get(ConfigKeys.SHUFFLE_PARTITIONS);
        this.parallelism = parallelism;
    }

    int of(Estimate estimate) {
        if (configured != ConfigKeys.AUTO) {
            return configured;
        }
        double byRows = Math.min(parallelism, Math.ceil(estimate.rows() / ROWS_WORTH_A_TASK));
        double byBytes = Math.min(2.0 * parallelism, Math.ceil(estimate.bytes() / BYTES_OF_A_PARTITION));
        int wanted = (int) Math.max(1, Math.max(byRows, byBytes));
        return wanted > parallelism ? 2 * parallelism : wanted;
    }

    /** For rows that stay as many as they are: one for each core unless there are few. */
    int spread(Estimate estimate) {
        return Math.max(of(estimate), configured == ConfigKeys.AUTO ? Math.min(parallelism, (int) Math.ceil(estimate.rows() / 1000)) : 1);
    }
}
