package dev.millrace.spi;

import java.time.Duration;

/**
 * What a query has cost.
 *
 * @param rowsRead     rows that scans gave
 * @param bytesRead    bytes read from storage
 * @param rowsWritten  rows written by a sink
 * @param peakMemory   most bytes held at once
 * @param spilledBytes bytes written to disk to stay within the budget
 * @param elapsed      from start to now, or to the end
 */
public record QueryStatistics(long rowsRead, long bytesRead, long rowsWritten, long peakMemory, long spilledBytes, Duration elapsed) {}
