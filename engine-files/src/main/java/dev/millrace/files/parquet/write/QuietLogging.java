package dev.millrace.files.parquet.write;

import org.slf4j.LoggerFactory;

/**
 * Parquet's classes log through SLF4J, which complains on standard error when the application has no logging library. An embedded
 * engine does not write there, so SLF4J is initialized with its complaints switched off, and only with them: an application's own
 * logging library is found as ever.
 */
final class QuietLogging {

    private static final String VERBOSITY = "slf4j.internal.verbosity";

    private QuietLogging() {}

    static synchronized void ensure() {
        if (System.getProperty(VERBOSITY) != null) {
            return;
        }
        System.setProperty(VERBOSITY, "ERROR");
        try {
            LoggerFactory.getILoggerFactory();
        } finally {
            System.clearProperty(VERBOSITY);
        }
    }
}
