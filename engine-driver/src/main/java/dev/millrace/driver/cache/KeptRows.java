package dev.millrace.driver.cache;

import dev.millrace.transport.PlanRun;

/**
 * Rows that have been computed and stay on executors.
 *
 * @param run        closed when they are not wanted any more
 * @param partitions of the result
 * @param rows       all together
 * @param bytes      all together
 */
public record KeptRows(PlanRun run, int partitions, long rows, long bytes) {}
