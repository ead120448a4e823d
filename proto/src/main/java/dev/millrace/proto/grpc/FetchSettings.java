package dev.millrace.proto.grpc;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;

/**
 * How blocks are fetched.
 *
 * @param bytesInFlight asked for but not taken yet, by one reader, at most
 * @param waitMillis    longest time without a message before a call counts as broken
 */
record FetchSettings(long bytesInFlight, long waitMillis) {

    static final FetchSettings DEFAULT = new FetchSettings(ConfigKeys.SHUFFLE_FETCH_BYTES.byDefault(),
            ConfigKeys.SHUFFLE_FETCH_WAIT.byDefault());

    static FetchSettings of(Config config) {
        return new FetchSettings(config.get(ConfigKeys.SHUFFLE_FETCH_BYTES), config.get(ConfigKeys.SHUFFLE_FETCH_WAIT));
    }

    /** Messages that each of so many calls may have on its way. */
    int window(int calls) {
        return Math.clamp(bytesInFlight / FetchCall.MESSAGE_BYTES / Math.max(1, calls), 1, 1024);
    }
}
