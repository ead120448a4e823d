package dev.millrace.transport;

/**
 * What one operator of one task attempt did. Operators are listed in the order of their plan nodes, a node before its inputs, left to
 * right.
 *
 * @param name        physical node, as EXPLAIN prints it
 * @param rows        rows given
 * @param batches     batches given
 * @param bytes       bytes read from storage or fetched
 * @param nanos       time spent, without the inputs' time
 * @param peakMemory  most bytes held at once
 * @param spillBytes  bytes spilled
 */
public record OperatorMetrics(String name, long rows, long batches, long bytes, long nanos, long peakMemory, long spillBytes) {}
